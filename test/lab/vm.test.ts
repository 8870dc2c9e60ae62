import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { ScanOutput } from '../../src/contract/cli.ts';
import { boot } from './vm/boot.ts';
import { packInitramfs } from './vm/initramfs.ts';
import { ensureKernel } from './vm/kernel.ts';
import type { SituationOutcome } from './vm/lab-message.ts';
import { udevParts } from './vm/udev-parts.ts';

/** Generous: on an idle machine with two cores a boot takes under two minutes. */
const bootTimeLimitMs = 600_000;
const guestProgram = 'test/lab/vm/guest/run-situations.ts';
const verdictExitCodes = [0, 10, 20, 30];

type Scan = { output: ScanOutput; exitCode: number | null };
const scans = new Map<string, Scan>();

beforeAll(async () => {
  const kernel = await ensureKernel();
  const work = await mkdtemp(join(tmpdir(), 'keyready-initramfs-'));
  const initramfsPath = join(work, 'initramfs.cpio');
  try {
    await packInitramfs(initramfsPath, kernel, {
      files: [guestProgram, 'test/lab/vm/guest/udev-in-guest.ts'],
      ...udevParts(),
    });
    for (const name of ['with-devices', 'bare']) {
      const hasTpm = name === 'with-devices';
      const outcomes = await boot({
        ...{ name, hasTpm, guestProgram, kernel, initramfsPath },
        timeLimitMs: bootTimeLimitMs,
      });
      for (const outcome of outcomes) scans.set(outcome.name, readScan(outcome));
    }
  } finally {
    await rm(work, { recursive: true, force: true });
  }
});

function readScan(outcome: SituationOutcome): Scan {
  if (outcome.exitCode === null || !verdictExitCodes.includes(outcome.exitCode))
    throw new Error(`${outcome.name}: keyready ended with ${outcome.exitCode}: ${outcome.stderr}`);
  return { output: ScanOutput.parse(JSON.parse(outcome.stdout)), exitCode: outcome.exitCode };
}

function scanIn(situation: string): Scan {
  const scan = scans.get(situation);
  if (!scan) throw new Error(`situation ${situation} did not run`);
  return scan;
}

const signalsIn = (situation: string) => scanIn(situation).output.report.signals;

function securityKeyVerdictIn(situation: string) {
  const kind = scanIn(situation).output.verdict.kinds.find((one) => one.kind === 'seckey');
  if (!kind) throw new Error(`${situation} has no verdict on security keys`);
  return { state: kind.state, codes: kind.findings.map((finding) => finding.code) };
}

/** What the rules said because of the security-key signal itself. */
function keyEvidenceIn(situation: string): string[] {
  const kind = scanIn(situation).output.verdict.kinds.find((one) => one.kind === 'seckey');
  return (kind?.findings ?? [])
    .filter((finding) => finding.evidence.some((evidence) => evidence.signal === 'security-key'))
    .map((finding) => finding.code);
}

const labKey = {
  id: 'hidraw0',
  vendorId: 0x1209,
  productId: 0x0001,
  product: 'Keyready Lab Security Key',
};
const known = <Value>(value: Value) => ({ kind: 'known', value });
const labKeyDepth = known({
  info: known({ versions: ['FIDO_2_0', 'FIDO_2_1'], options: { clientPin: false } }),
  pinRetries: known({ left: 8, replugFirst: false }),
});

describe('a machine with TPM 2.0 and one security key', () => {
  it('is seen whole by root: version, properties of the emulated chip, one key that may be opened', () => {
    const { tpm, 'security-key': keys } = signalsIn('root-with-devices');
    expect(tpm).toMatchObject({
      kind: 'known',
      facts: {
        present: true,
        version: known('2.0'),
        // swtpm is libtpms, which IBM wrote: https://github.com/stefanberger/libtpms
        properties: { kind: 'known', value: { manufacturer: 'IBM', family: '2.0' } },
      },
    });
    expect(keys).toMatchObject({
      kind: 'known',
      facts: { keys: [{ ...labKey, accessible: known(true), depth: labKeyDepth }] },
    });
    expect(keys?.kind === 'known' && keys.facts.keys).toHaveLength(1);
  });

  it('loses no signal: the whole scan is complete on this kernel', () => {
    const { signals, completeness } = scanIn('root-with-devices').output.report;
    const lost = Object.entries(signals).flatMap(([id, seen]) =>
      seen?.kind === 'unknown' && /^(timed-out|crashed)$/.test(seen.reason) ? [`${id}: ${seen.detail}`] : [],
    );
    expect(lost).toEqual([]);
    expect(completeness).toBe('complete');
  });

  it('is seen by an ordinary account without rights: presence known, what needs the nodes unknown', () => {
    const { tpm, 'security-key': keys } = signalsIn('person-without-rights');
    expect(tpm).toMatchObject({
      kind: 'known',
      facts: {
        present: true,
        version: known('2.0'),
        properties: { kind: 'unknown', reason: 'needs-elevation' },
      },
    });
    const depth = { kind: 'unknown', reason: 'no-device-access' };
    expect(keys).toMatchObject({
      kind: 'known',
      facts: { keys: [{ ...labKey, accessible: known(false), depth }] },
    });
  });

  it('is seen whole by an ordinary account that has the rights', () => {
    const { tpm, 'security-key': keys } = signalsIn('person-with-rights');
    expect(tpm).toMatchObject({ facts: { properties: { kind: 'known', value: { manufacturer: 'IBM' } } } });
    expect(keys).toMatchObject({
      kind: 'known',
      facts: { keys: [{ ...labKey, accessible: known(true), depth: labKeyDepth }] },
    });
  });

  it('is unknown, never absent, where the kernel refuses to list its devices', () => {
    const { tpm, 'security-key': keys } = signalsIn('person-kept-out');
    expect(tpm).toMatchObject({ kind: 'unknown', reason: 'needs-elevation' });
    expect(keys).toMatchObject({ kind: 'unknown', reason: 'needs-elevation' });
  });

  it('has no key once it is unplugged, and still its TPM', () => {
    const { tpm, 'security-key': keys } = signalsIn('root-key-unplugged');
    expect(keys).toMatchObject({ kind: 'known', facts: { keys: [] } });
    expect(tpm).toMatchObject({ kind: 'known', facts: { present: true } });
  });
});

describe('a machine without TPM and key', () => {
  it.each(['root-bare', 'person-bare'])('is known to have neither (%s)', (situation) => {
    const { tpm, 'security-key': keys } = signalsIn(situation);
    expect(tpm).toMatchObject({
      kind: 'known',
      facts: { present: false, version: { kind: 'not-applicable' }, properties: { kind: 'not-applicable' } },
    });
    expect(keys).toMatchObject({ kind: 'known', facts: { keys: [] } });
  });
});

// udevd, fido_id and the rules are Debian's own; of logind only the file that names the active seat is there.
describe('udev and a key that an ordinary account may not open', () => {
  const keyIn = (situation: string) => {
    const seen = signalsIn(situation)['security-key'];
    if (seen?.kind !== 'known') throw new Error(`${situation}: keys are not known`);
    expect(seen.facts.keys).toHaveLength(1);
    const [key] = seen.facts.keys;
    return {
      mark: key?.udevMark,
      accessible: key?.accessible,
      depth: key?.depth,
      rules: seen.facts.udevRules,
    };
  };
  const both = known({ fidoId: true, uaccess: true, byModel: [] });
  const access = (situation: string) => keyEvidenceIn(situation).filter((code) => code.startsWith('HIDRAW_'));

  it('is not marked while the rules are missing, and IT is told which package brings them', () => {
    const situation = 'udev-without-rules';
    expect(keyIn(situation)).toMatchObject({
      mark: known('untagged'),
      accessible: known(false),
      rules: known({ fidoId: false, uaccess: false, byModel: [] }),
    });
    expect(access(situation)).toEqual(['HIDRAW_RULES_MISSING']);
    const action = scanIn(situation).output.explained.actions.find(
      ({ code }) => code === 'HIDRAW_RULES_MISSING',
    );
    // The guest has this machine's os-release, and the lab is Debian's.
    expect(action?.steps.join(' ')).toContain('apt install --reinstall udev systemd');
  });

  it('stays unmarked when the rules come after it: plugging it in again is what is left', () => {
    expect(keyIn('udev-rules-came-later')).toMatchObject({ mark: known('untagged'), rules: both });
    expect(access('udev-rules-came-later')).toEqual(['HIDRAW_REPLUG']);
  });

  it('is marked once the rules ran, and closed while nobody is known to sit at the machine', () => {
    expect(keyIn('udev-nobody-at-the-seat')).toMatchObject({
      mark: known('tagged'),
      accessible: known(false),
      rules: both,
    });
    expect(access('udev-nobody-at-the-seat')).toEqual(['HIDRAW_SEAT_INACTIVE']);
  });

  it('is opened by udev’s access list for the account at the seat, and read', () => {
    expect(keyIn('udev-at-the-seat')).toMatchObject({
      mark: known('tagged'),
      accessible: known(true),
      depth: labKeyDepth,
    });
    expect(access('udev-at-the-seat')).toEqual([]);
    expect(keyEvidenceIn('udev-at-the-seat')).toContain('KEY_PIN_NOT_SET');
  });
});

describe('the verdict on security keys', () => {
  it('asks for a key only where it is known that there is none', () => {
    for (const situation of ['root-key-unplugged', 'root-bare', 'person-bare']) {
      const { state, codes } = securityKeyVerdictIn(situation);
      expect({ situation, state }).toEqual({ situation, state: 'ready-after-action' });
      expect(codes).toContain('NO_KEY_PRESENT');
      expect(scanIn(situation).exitCode).toBe(10);
    }
    for (const situation of ['root-with-devices', 'person-without-rights', 'person-kept-out'])
      expect(securityKeyVerdictIn(situation).codes).not.toContain('NO_KEY_PRESENT');
  });

  it('is unknown, for its own reason, where the list of devices is refused', () => {
    expect(securityKeyVerdictIn('person-kept-out').state).toBe('unknown');
    expect(keyEvidenceIn('person-kept-out')).toContain('SIGNAL_UNKNOWN');
    expect(keyEvidenceIn('root-with-devices')).not.toContain('SIGNAL_UNKNOWN');
  });

  it('tells a key that was asked, and has no PIN yet, from one that may not be opened', () => {
    for (const situation of ['root-with-devices', 'person-with-rights']) {
      expect(keyEvidenceIn(situation)).toContain('KEY_PIN_NOT_SET');
      expect(keyEvidenceIn(situation)).not.toContain('KEY_NOT_READABLE');
    }
    expect(keyEvidenceIn('person-without-rights')).toContain('KEY_NOT_READABLE');
    expect(keyEvidenceIn('person-without-rights')).not.toContain('KEY_PIN_NOT_SET');
    // KEY_NOT_INSPECTED is for reports of agents that did not ask keys.
    for (const situation of scans.keys()) expect(keyEvidenceIn(situation)).not.toContain('KEY_NOT_INSPECTED');
  });
});
