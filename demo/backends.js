/** What a page says to each back end of demo/backends, by the name in its address: `?backend=django-relay`. */

const backends = {
  'fastapi-profile': { attributes: {} },
  'express-socketio': {
    attributes: { dialect: 'socketio', 'conversation-id': 'lesson-1' },
    tokens: { tariq: 'token-of-tariq', sara: 'token-of-sara' },
  },
  'django-channels': { attributes: { dialect: 'channels', 'conversation-id': '1' }, hasLogin: true },
  'django-relay': { attributes: { dialect: 'relay', 'conversation-id': '1' }, hasLogin: true },
};

const name = new URLSearchParams(location.search).get('backend');
const chosen = Object.hasOwn(backends, name ?? '') ? backends[name] : null;

/** Attributes of the widget on the page of `tariq` or `sara`. Each has a part of the site with cookies of its own. */
export function attributesFor(who) {
  if (!chosen) return {};
  const token = chosen.tokens?.[who];
  return { ...chosen.attributes, 'api-base-url': `${location.origin}/${who}`, ...(token && { token }) };
}

/** Where that page is, for the page with both; `null`: where it says itself. */
export function pageOf(who, userId) {
  if (!chosen) return null;
  const page = `/${who}/lesson.html?${new URLSearchParams({ as: who, backend: name })}`;
  return chosen.hasLogin ? `/${who}/login/?${new URLSearchParams({ user: userId, next: page })}` : page;
}
