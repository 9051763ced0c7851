/**
 * The rules of direction, checked by a machine (test/architecture.test.ts, which also asserts that modules
 * were read at all: an empty graph breaks no rule).
 */
const folders = ['devices', 'core', 'store', 'exports', 'link'];

module.exports = {
  forbidden: [
    { name: 'no-circles', severity: 'error', from: {}, to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } } },
    {
      name: 'shared-is-pure',
      severity: 'error',
      comment: 'shared imports shared and zod, nothing else.',
      from: { path: '^shared/' },
      to: { pathNot: ['^shared/', '^node_modules/zod/'] },
    },
    { name: 'main-knows-no-screen', severity: 'error', from: { path: '^main/' }, to: { path: '^renderer/' } },
    { name: 'screens-know-no-main', severity: 'error', from: { path: '^renderer/' }, to: { path: '^main/' } },
    { name: 'nothing-imports-test', severity: 'error', from: { path: '^(shared|main|renderer)/' }, to: { path: '^test/' } },
    ...folders.map((folder) => ({
      name: `main-${folder}-stands-alone`,
      severity: 'error',
      comment: 'devices, core, store, exports and link never import each other: station and handlers join them.',
      from: { path: `^main/${folder}/` },
      to: { path: `^main/(${folders.filter((other) => other !== folder).join('|')})/` },
    })),
    {
      name: 'electron-stays-in-its-room',
      severity: 'error',
      from: { path: '^(shared|main|renderer)/', pathNot: '^main/electron/' },
      to: { path: '^(electron|node_modules/electron/)', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'sql-stays-in-the-store',
      severity: 'error',
      from: { path: '^(shared|main|renderer)/', pathNot: '^main/store/' },
      to: { path: '^node_modules/better-sqlite3/' },
    },
    {
      name: 'screens-do-not-know-each-other',
      severity: 'error',
      comment: 'A screen may use ui, state, link, text; never another screen.',
      from: { path: '^renderer/(board|chair|alarms|day|access|setup)/' },
      to: { path: '^renderer/(board|chair|alarms|day|access|setup)/', pathNot: '^renderer/$1/' },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^dist/|\\.module\\.css$|\\.css$)' },
    tsConfig: { fileName: 'tsconfig.json' },
  },
};
