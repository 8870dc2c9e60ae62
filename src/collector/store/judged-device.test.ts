import { expect, test } from 'vitest';
import { sampleReport } from '../../../test/cli/doubles/sample-report.ts';
import {
  aCase,
  deviceWith,
  entry,
  found,
  groundsWith,
  settingsTest,
} from '../../../test/contract/dependency-grounds.ts';
import { JUDGED_AT } from '../../../test/contract/seen-signals.ts';
import { judgingFiles } from '../../core/assess/grounds.ts';
import { readPolicyFiles } from '../../platform/policy-files.ts';
import { judgeDevice } from './judged-device.ts';

const packaged = judgingFiles(await readPolicyFiles());
const about = entry('vpn', {
  tests: [settingsTest('profile', [aCase('password'), aCase('ssl', { shows: 'server-decides' })])],
});
const files = { ...packaged, policy: groundsWith([about]) };

function reasonsWith(of: string) {
  const { signals } = deviceWith({ machine: { found: [found('vpn', 'profile', of)] } });
  const { columns, reasonRows } = judgeDevice(sampleReport({ signals }), files, JUDGED_AT);
  return { codes: JSON.parse(columns.reasons) as string[], rows: reasonRows };
}

test('what fails without a password counts among what stops a device, after what blocks a passkey', () => {
  const { codes, rows } = reasonsWith('password');
  expect(codes.at(-1)).toBe('APP_NEEDS_PASSWORD');
  expect(codes.length).toBeGreaterThan(1);
  expect(rows).toContainEqual({ kind: '', code: 'APP_NEEDS_PASSWORD', severity: 'warn', owner: 'it' });
});

test('other warnings do not, nor what an administrator has yet to answer', () => {
  const { rows } = reasonsWith('ssl');
  expect(rows.filter(({ severity }) => severity === 'warn')).toEqual([]);
});
