// Who may import whom (docs/architecture.md). A rule per room: everything not named is refused.
const rooms = {
  contract: [],
  ctap: ['contract'],
  // What the FIDO Alliance says about key models: check, keep, read.
  mds: ['contract', 'core', 'platform'],
  platform: ['contract', 'ctap'],
  core: ['contract'],
  upload: ['contract', 'core', 'platform'],
  ui: ['contract'],
  probes: ['contract', 'core', 'platform', 'ctap'],
  agent: ['contract', 'core', 'platform', 'probes', 'upload', 'mds'],
  collector: ['contract', 'core', 'platform'],
  preload: ['contract'],
  renderer: ['contract', 'ui'],
  'fleet-view': ['contract', 'ui'],
  cli: ['contract', 'core', 'platform', 'agent', 'upload', 'collector', 'mds'],
  main: ['contract', 'core', 'platform', 'agent', 'upload'],
};

const roomRules = Object.entries(rooms).map(([room, allowed]) => ({
  name: `${room}-imports`,
  comment: `src/${room} may import only: ${allowed.join(', ') || 'nothing of ours'}.`,
  severity: 'error',
  from: { path: `^src/${room}/`, pathNot: '\\.test\\.tsx?$' },
  to: { path: '^src/', pathNot: `^src/(${[room, ...allowed].join('|')})/` },
}));

module.exports = {
  forbidden: [
    ...roomRules,
    {
      name: 'no-cycles',
      comment: 'A cycle means the missing piece is a type in src/contract.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'pure-rooms-touch-no-machine',
      comment: 'contract and core are pure: no clock, disk, network or OS; all arrive as arguments.',
      severity: 'error',
      from: { path: '^src/(contract|core|ctap)/', pathNot: '\\.test\\.ts$|^src/ctap/node-hid' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'pages-touch-no-machine',
      comment: 'Renderer, fleet view, ui and preload never see Node.',
      severity: 'error',
      from: { path: '^src/(renderer|fleet-view|ui|preload)/', pathNot: '\\.test\\.tsx?$' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'one-home-of-child-processes',
      comment: 'child_process and node-hid live in src/platform, src/ctap and the probe host only.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(platform|ctap)/|\\.test\\.ts$' },
      to: { path: '^(node:)?child_process$|node_modules/node-hid/' },
    },
    {
      name: 'electron-only-in-main',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(main|preload)/' },
      to: { path: 'node_modules/electron/' },
    },
    {
      name: 'product-never-imports-tests',
      severity: 'error',
      from: { path: '^src/', pathNot: '\\.test\\.tsx?$' },
      to: { path: '^(test|scripts)/|\\.test\\.tsx?$' },
    },
    {
      name: 'no-unresolvable',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    parser: 'swc',
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'] },
  },
};
