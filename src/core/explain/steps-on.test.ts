import { describe, expect, test } from 'vitest';
import { closedKeyCodes } from '../../../test/contract/linux-rule-cases.ts';
import { JUDGED_AT, known, os } from '../../../test/contract/seen-signals.ts';
import { Remediation } from '../../contract/policy.ts';
import type { Signals } from '../../contract/signals.ts';
import { readPolicyFiles } from '../../platform/policy-files.ts';
import { assess } from '../assess/assess.ts';
import { judgingFiles } from '../assess/grounds.ts';
import { distributionsOf } from './distributions-of.ts';
import { explain } from './explain.ts';
import { stepsOn } from './steps-on.ts';

const words = Remediation.parse({
  title: 'A title',
  plain: 'Plain words enough',
  steps: { any: ['any'], linux: ['linux'], linuxBy: { debian: ['debian'], ubuntu: ['ubuntu'] } },
});
const on = (...distributions: string[]) => stepsOn(words, { platform: 'linux', distributions });

describe('steps for a device', () => {
  test('are those of its own distribution, else of the nearest it is made from, else of Linux', () => {
    expect(on('debian')).toEqual(['debian']);
    expect(on('linuxmint', 'ubuntu', 'debian')).toEqual(['ubuntu']);
    expect(on('fedora')).toEqual(['linux']);
    expect(on()).toEqual(['linux']);
  });
  test('are never taken from what every object has', () => {
    expect(on('constructor', '__proto__', 'toString')).toEqual(['linux']);
  });
  test('of another system know nothing of distributions', () => {
    expect(stepsOn(words, { platform: 'win32', distributions: [] })).toEqual(['any']);
    expect(distributionsOf({ os: known(os('win32')) })).toEqual([]);
  });
  test('a report without ID_LIKE, as before 0.3, still names its distribution', () => {
    expect(distributionsOf({ os: known(os('linux')) })).toEqual(['ubuntu']);
    expect(distributionsOf({})).toEqual([]);
  });
});

describe('missing rules for security keys', async () => {
  const { policy, remediation } = judgingFiles(await readPolicyFiles());
  const subject = closedKeyCodes[0]?.[1].subject;
  if (subject === undefined) throw new Error('there is no such case');
  const stepsFor = (id: string, like: string[] = []) => {
    const signals: Signals = Object.assign({}, subject.signals, { os: known(os('linux', { id, like })) });
    const verdict = assess({ platform: 'linux', signals }, policy, JUDGED_AT);
    const told = explain(verdict, 'linux', remediation, distributionsOf(signals));
    return told.actions.find(({ code }) => code === 'HIDRAW_RULES_MISSING')?.steps.join('\n') ?? '';
  };
  test.each([
    ['debian', [], 'apt install --reinstall udev systemd'],
    ['ubuntu', ['debian'], 'apt install --reinstall udev systemd'],
    ['linuxmint', ['ubuntu', 'debian'], 'apt install --reinstall udev systemd'],
    ['fedora', [], 'dnf reinstall systemd systemd-udev'],
    ['almalinux', ['rhel', 'centos', 'fedora'], 'dnf reinstall systemd systemd-udev'],
    ['opensuse-leap', ['suse', 'opensuse'], 'zypper install --force udev systemd'],
    ['arch', [], 'pacman -S systemd'],
    ['alpine', [], 'apk add libfido2-udev'],
    ['nixos', [], '70-u2f.rules'],
  ])('%s', (id, like, command) => {
    expect(stepsFor(id, like)).toContain(command);
    expect(stepsFor(id, like)).toContain('udevadm control --reload');
  });
});
