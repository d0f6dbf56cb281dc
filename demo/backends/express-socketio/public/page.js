// What a template of your server would print into the attributes of the element.
const people = {
  tariq: { id: '1', name: 'Tariq', token: 'token-of-tariq' },
  sara: { id: '7', name: 'Sara', token: 'token-of-sara' },
};
const self = new URLSearchParams(location.search).get('as') === 'sara' ? 'sara' : 'tariq';
const me = people[self];
const peer = people[self === 'sara' ? 'tariq' : 'sara'];

const widget = document.querySelector('chat-call-modal');
widget.setAttribute('token', me.token);
for (const [side, person] of Object.entries({ peer, profile: me })) {
  widget.setAttribute(`${side}-type`, 'user');
  widget.setAttribute(`${side}-name`, person.name);
  widget.setAttribute(`${side}-id`, person.id);
}
