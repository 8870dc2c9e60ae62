import type { ScanResult } from '../../../src/agent/agent.ts';
import type {
  Action,
  ExplainedFinding,
  ExplainedKind,
  ExplainedVerdict,
} from '../../../src/contract/explained.ts';
import type { DeviceReport, PartialReport } from '../../../src/contract/report.ts';
import type { VerdictState } from '../../../src/contract/verdict.ts';
import { sampleDependencies } from './sample-dependencies.ts';

/** When every sample result says it was made. */
export const scannedAt = '2026-11-22T08:00:00.000Z';
/** When every sample result says the device scan looked. */
const deviceScannedAt = '2026-11-22T03:00:00.000Z';
const stamp = { at: scannedAt, tookMs: 12, context: 'user' as const };

const signals: PartialReport['signals'] = {
  os: {
    kind: 'known',
    source: '/etc/os-release',
    ...stamp,
    facts: {
      platform: 'linux',
      id: 'debian',
      prettyName: 'Debian GNU/Linux 12 (bookworm)',
      version: '12',
      kernel: '6.1.0-28-amd64',
      arch: 'x64',
      session: { kind: { kind: 'known', value: 'local' }, type: 'wayland', desktop: 'GNOME' },
      virtualization: 'none',
    },
  },
  tpm: { kind: 'unknown', reason: 'needs-elevation', ...stamp },
};

export const sampleReport: DeviceReport = {
  schemaVersion: 1,
  reportId: '0199a7e2-5a51-7000-8000-000000000042',
  device: { id: 'thumbprint-of-laptop-42', name: 'LAPTOP-42', platform: 'linux' },
  agentVersion: '0.1.0',
  createdAt: scannedAt,
  contexts: ['device', 'user'],
  completeness: 'complete',
  signals: {
    ...signals,
    bluetooth: { kind: 'unknown', reason: 'busy', at: deviceScannedAt, tookMs: 9, context: 'device' },
  } as DeviceReport['signals'],
};

export function finding(
  parts: Partial<ExplainedFinding> & { code: string; title: string },
): ExplainedFinding {
  return {
    rule: 'sample.1',
    severity: 'ready',
    plain: 'Nothing stands in the way.',
    evidence: [
      {
        signal: 'os',
        says: 'Debian GNU/Linux 12',
        source: '/etc/os-release',
        at: scannedAt,
        context: 'user',
      },
    ],
    ...parts,
  };
}

export function kind(parts: Partial<ExplainedKind> & Pick<ExplainedKind, 'kind' | 'title'>): ExplainedKind {
  return {
    state: 'ready',
    stateWord: 'Ready',
    reason: 'Everything needed is here.',
    findings: [finding({ code: 'SAMPLE_READY', title: 'Everything needed is here' })],
    ...parts,
  };
}

const notHere: ExplainedKind[] = (
  [
    ['whfb', 'Windows Hello for Business'],
    ['winhello', 'Passkey in Windows Hello'],
    ['macplat', 'Mac (Secure Enclave)'],
  ] as const
).map(([id, title]) =>
  kind({
    kind: id,
    title,
    state: 'not-applicable',
    stateWord: 'Not for this device',
    reason: 'This is a Linux computer.',
    findings: [
      finding({
        code: 'NOT_THIS_PLATFORM',
        title: 'Another system',
        severity: 'not-applicable',
        plain: 'This way belongs to another system.',
      }),
    ],
  }),
);

export const bluetoothAction: Action = {
  code: 'BT_OFF',
  title: 'Turn on Bluetooth',
  owner: 'person',
  minutes: 1,
  steps: ['Open Settings.', 'Choose Bluetooth.', 'Turn it on.'],
  link: 'gnome-control-center:bluetooth',
  kinds: ['hybrid'],
};
export const policyAction: Action = {
  code: 'SECKEY_DENIED',
  title: 'Let people of this computer use security keys',
  owner: 'it',
  minutes: null,
  steps: ['Install the udev rules of libfido2 on this computer.'],
  link: null,
  kinds: ['seckey'],
};

function verdict(
  state: VerdictState,
  words: Pick<ExplainedVerdict, 'stateWord' | 'headline' | 'summary'>,
  kinds: ExplainedKind[],
  actions: Action[] = [],
  overall: ExplainedFinding[] = [],
  recovery?: ExplainedVerdict['recovery'],
): ExplainedVerdict {
  return {
    state,
    ...words,
    kinds: [...kinds, ...notHere],
    overall,
    ...(recovery === undefined ? {} : { recovery }),
    actions,
    policyVersion: '2026.11',
    judgedAt: scannedAt,
  };
}

const phoneOff = kind({
  kind: 'hybrid',
  title: 'Your phone',
  state: 'ready-after-action',
  stateWord: 'One step left',
  reason: 'Bluetooth is off.',
  findings: [
    finding({
      code: 'BT_OFF',
      rule: 'hybrid.2',
      title: 'Bluetooth is off',
      severity: 'action',
      owner: 'person',
      plain: 'Your phone shows over Bluetooth that it is near. The radio is there and switched off.',
      evidence: [
        {
          signal: 'bluetooth',
          says: 'radio hci0 is off',
          source: 'org.bluez',
          at: deviceScannedAt,
          context: 'device',
        },
      ],
    }),
  ],
});
const keyUnknown = kind({
  kind: 'seckey',
  title: 'Security key',
  state: 'unknown',
  stateWord: 'Could not check',
  reason: 'This account may not look at security keys.',
  findings: [
    finding({
      code: 'SECKEY_UNREADABLE',
      rule: 'seckey.4',
      title: 'Security keys are kept private',
      severity: 'unknown',
      plain:
        'We could not check your security key, because this computer keeps it private from programs like this one.',
      evidence: [
        { signal: 'security-key', says: 'permission denied on hidraw0', at: scannedAt, context: 'user' },
      ],
    }),
  ],
});
const keyBlocked = kind({
  kind: 'seckey',
  title: 'Security key',
  state: 'blocked',
  stateWord: 'Blocked',
  reason: 'Your account may not use the key that is plugged in.',
  findings: [
    finding({
      code: 'SECKEY_DENIED',
      rule: 'seckey.2',
      title: 'No access to the key',
      severity: 'block',
      owner: 'it',
      plain: 'A key is plugged in, but this account may not talk to it. Your IT can change that.',
    }),
  ],
});
const syncedBlocked = kind({
  kind: 'synced',
  title: 'Synced passkey',
  state: 'blocked',
  stateWord: 'Blocked',
  reason: 'No browser here can use a synced passkey.',
  findings: [
    finding({
      code: 'NO_BROWSER',
      title: 'No suitable browser',
      severity: 'block',
      owner: 'it',
      plain: 'None of the browsers here can use passkeys with your work account.',
    }),
  ],
});
const phoneBlocked = kind({
  ...phoneOff,
  state: 'blocked',
  stateWord: 'Blocked',
  reason: 'This computer has no Bluetooth.',
});

/** One result for each thing the window can have to say. */
export const sampleVerdicts: Record<
  'ready' | 'ready-after-action' | 'blocked' | 'unknown',
  ExplainedVerdict
> = {
  ready: verdict(
    'ready',
    {
      stateWord: 'Ready',
      headline: "You're ready for passkeys",
      summary: 'You can sign in with a security key or a passkey from your password manager.',
    },
    [
      kind({ kind: 'seckey', title: 'Security key', reason: 'YubiKey 5C NFC is plugged in.' }),
      kind({
        kind: 'synced',
        title: 'Synced passkey',
        reason: 'Firefox 133 can use it.',
        lessSure: 'the first version that can is known from secondary sources only',
        seenAt: '2026-11-08T08:00:00.000Z',
      }),
      phoneOff,
    ],
    [bluetoothAction],
    [
      finding({
        code: 'SECOND_METHOD_MISSING',
        title: 'Have a second way',
        severity: 'warn',
        plain: 'If you lose your key you will need another way in. Add a passkey on your phone too.',
      }),
    ],
    {
      state: 'fragile',
      line: "Everything hangs on one thing. If that one thing is lost or broken, getting back in takes IT's help.",
      findings: [],
    },
  ),
  'ready-after-action': {
    ...verdict(
      'ready-after-action',
      {
        stateWord: 'One step left',
        headline: 'One step left: turn on Bluetooth',
        summary: 'Then you can sign in with the passkey on your phone. It takes about a minute.',
      },
      [phoneOff, keyUnknown],
      [bluetoothAction],
    ),
    dependencies: sampleDependencies,
    dependencyNotes: ['The settings of 2 other people on this computer were not looked at.'],
  },
  blocked: verdict(
    'blocked',
    {
      stateWord: 'Blocked',
      headline: 'Your company must change a setting first',
      summary: 'There is nothing for you to do. Your IT sees what is missing.',
    },
    [keyBlocked, syncedBlocked, phoneBlocked],
    [policyAction],
  ),
  unknown: verdict(
    'unknown',
    {
      stateWord: 'Could not check',
      headline: "We couldn't check everything",
      summary: 'This computer keeps some answers private from programs like this one..',
    },
    [
      keyUnknown,
      kind({
        kind: 'synced',
        title: 'Synced passkey',
        state: 'unknown',
        stateWord: 'Could not check',
        reason: 'The browsers could not be read.',
      }),
    ],
  ),
};

export function resultOf(explained: ExplainedVerdict): ScanResult {
  return {
    partial: {
      schemaVersion: 1,
      scanId: '0199a7e2-5a51-7000-8000-0000000000aa',
      context: 'user',
      platform: 'linux',
      agentVersion: '0.1.0',
      startedAt: scannedAt,
      tookMs: 420,
      completeness: 'complete',
      signals,
    },
    report: sampleReport,
    // The window shows the words only; the judgement behind them is the business of other tests.
    verdict: {
      schemaVersion: 1,
      state: explained.state,
      kinds: [],
      overall: [],
      policyVersion: explained.policyVersion,
      judgedAt: explained.judgedAt,
    },
    explained,
    problems: [],
  };
}
