import { expect, test } from 'vitest';
import { readPluginList } from './plugin-list.ts';

// Form of the lines: pluginkit(8), and public scripts that look for `+    <bundle id>`. Nobody published a whole list.
const appex = '/Applications/Vault.app/Contents/PlugIns/Fill.appex';
const rest = `(8.1)\t00000000-0000-4000-8000-000000000012\t2026-10-01 10:00:00 +0000\t${appex}`;

test.each([
  ['taken', `+    a.b${rest}`, [{ id: 'a.b', election: 'on', path: appex }]],
  ['left out', `-    a.b${rest}`, [{ id: 'a.b', election: 'off', path: appex }]],
  ['no choice, which is not off', `     a.b${rest}`, [{ id: 'a.b', election: 'undecided', path: appex }]],
  ['another mark', `!    a.b${rest}`, [{ id: 'a.b', election: 'other', path: appex }]],
  ['Windows line ends', `+    a.b${rest}\r\n`, [{ id: 'a.b', election: 'on', path: appex }]],
  ['a line without a path', '+    a.b(1.0)', [{ id: 'a.b', election: 'on', path: null }]],
  ['a place that is none', '-    a.b(1.0)\tx\ty\t../x.appex', [{ id: 'a.b', election: 'off', path: null }]],
  ['an odd line among others', `plug-in\n+    a.b${rest}`, [{ id: 'a.b', election: 'on', path: appex }]],
  ['nothing', '', []],
  ['no matches', ' (no matches)\n', []],
  ['another form throughout', 'plug-in a.b', null],
])('%s', (_what, text, expected) => {
  expect(readPluginList(text)).toEqual(expected);
});
