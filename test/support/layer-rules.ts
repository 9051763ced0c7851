import type { ICruiseOptions, IForbiddenRuleType } from 'dependency-cruiser';

const ROOMS = ['devices', 'core', 'store', 'exports', 'link'];
const SCREENS = 'board|chair|alarms|physician|staff|access';

/** The rules of direction (CONTRIBUTING.md): who may import whom. */
export const layerRules: IForbiddenRuleType[] = [
  {
    name: 'no-circles',
    severity: 'error',
    from: {},
    to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
  },
  {
    name: 'shared-is-pure',
    severity: 'error',
    comment: 'shared imports shared and zod, nothing else.',
    from: { path: '^shared/' },
    to: { pathNot: ['^shared/', '^node_modules/zod/'] },
  },
  { name: 'main-knows-no-screen', severity: 'error', from: { path: '^main/' }, to: { path: '^renderer/' } },
  { name: 'screens-know-no-main', severity: 'error', from: { path: '^renderer/' }, to: { path: '^main/' } },
  {
    name: 'nothing-imports-test',
    severity: 'error',
    from: { path: '^(shared|main|renderer)/' },
    to: { path: '^test/' },
  },
  ...ROOMS.map(
    (room): IForbiddenRuleType => ({
      name: `main-${room}-stands-alone`,
      severity: 'error',
      comment: 'devices, core, store, exports and link never import each other: station and handlers join them.',
      from: { path: `^main/${room}/` },
      to: { path: `^main/(${ROOMS.filter((other) => other !== room).join('|')})/` },
    }),
  ),
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
    from: { path: `^renderer/(${SCREENS})/` },
    to: { path: `^renderer/(${SCREENS})/`, pathNot: '^renderer/$1/' },
  },
];

export const layerOptions: ICruiseOptions = {
  ruleSet: { forbidden: layerRules },
  validate: true,
  tsPreCompilationDeps: true,
  doNotFollow: { path: 'node_modules' },
  exclude: { path: '(^dist/|\\.css$)' },
};
