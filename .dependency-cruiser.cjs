// The import line of ARCHITECTURE.md: index → chat-call-modal → controllers, ui → session
//   → {signaling, rtc, ringtone, storage, tabs, diagnostics} → {call, chat} → protocol
const effects = ['signaling', 'rtc', 'ringtone', 'storage', 'tabs', 'diagnostics'];
const room = (names) => `^src/(${names.join('|')})/`;
const only = (name, from, allowed, comment) => ({
  name,
  severity: 'error',
  comment,
  from: { path: from },
  to: { path: '^src/', pathNot: [from, ...allowed] },
});

module.exports = {
  forbidden: [
    { name: 'no-cycle', severity: 'error', comment: 'Imports point down.', from: {}, to: { circular: true } },
    only('protocol-is-the-bottom', room(['protocol']), [], 'protocol imports nothing of ours'),
    only('call-knows-protocol', room(['call']), [room(['protocol'])], 'pure'),
    only('chat-knows-protocol', room(['chat']), [room(['protocol'])], 'pure'),
    ...effects.map((name) =>
      only(
        `${name}-looks-down`,
        room([name]),
        [room(['call', 'chat', 'protocol'])],
        'effect rooms never see each other',
      ),
    ),
    only(
      'session-looks-down',
      room(['session']),
      [room([...effects, 'call', 'chat', 'protocol'])],
      'no Lit glue',
    ),
    only(
      'ui-shows',
      room(['ui']),
      [room(['call', 'chat', 'protocol', 'i18n', 'themes'])],
      'ui takes types and strings',
    ),
    only(
      'i18n-alone',
      room(['i18n']),
      [room(['call', 'chat', 'protocol'])],
      'strings know only the closed sets',
    ),
    only(
      'relay-knows-protocol',
      room(['relay']),
      [room(['protocol'])],
      'the server shares the wire, nothing else',
    ),
    {
      name: 'rtc-is-lazy',
      severity: 'error',
      comment: 'rtc is reached only through import(); types are free',
      from: { path: '^src/', pathNot: '^src/rtc/' },
      to: { path: '^src/rtc/', dependencyTypesNot: ['dynamic-import', 'type-only'] },
    },
    {
      name: 'session-has-no-lit',
      severity: 'error',
      from: { path: room(['session', ...effects, 'call', 'chat', 'protocol', 'relay']) },
      to: { path: '(^|node_modules/)lit(/|$)' },
    },
    {
      name: 'idb-keyval-in-storage',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/storage/' },
      to: { path: 'idb-keyval' },
    },
    { name: 'no-unresolved', severity: 'error', from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'types', 'default'] },
  },
};
