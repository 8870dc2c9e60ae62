import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { withModels, withTenant } from '../../../test/contract/key-grounds.ts';
import { PROPERTY_TIMEOUT_MS, propertyOptions } from '../../../test/contract/property-options.ts';
import {
  bluetooth,
  browser,
  browsers,
  closedKey,
  device,
  helloForBusiness,
  helloPolicy,
  is,
  JUDGED_AT,
  joinState,
  known,
  meaningless,
  noTpm,
  os,
  radio,
  readKey,
  session,
  set,
  tpm,
  unknown,
  untold,
  windowsHello,
  withKeys,
} from '../../../test/contract/seen-signals.ts';
import { type SignalId, Signals } from '../../contract/signals.ts';
import { type PasskeyKind, passkeyKinds, type VerdictState } from '../../contract/verdict.ts';
import { readPolicyFiles } from '../../platform/policy-files.ts';
import { assess } from './assess.ts';
import { judgingFiles } from './grounds.ts';
import type { Subject } from './rule.ts';

/**
 * Turning what could not be told into a good answer makes nothing worse. "Worse" by this order: ready, ready after action, unknown, blocked. "Good"
 * is what `goodAnswers` says: the answer under which the ways to sign in that need the signal work. Not applicable is neither better nor worse: it
 * means that another kind covers this one, and then the device as a whole is not compared either: the other kind may be the one that waits for something.
 *
 * Exceptions, which are meant: see `notGoodFor`.
 */
const order: readonly VerdictState[] = ['blocked', 'unknown', 'ready-after-action', 'ready'];

const platforms = ['win32', 'darwin', 'linux'] as const;
type Platform = (typeof platforms)[number];

const allAnswers: Signals = {
  'passkey-providers': known({
    providers: [{ name: 'Sample Passwords', aaguid: null, enabled: is(true), locked: is(false) }],
  }),
  'biometric-sensor': known({
    sensors: [{ name: 'Sensor', factor: 'fingerprint', scanType: null, enrolled: is(1) }],
    allowed: is({ value: true, by: 'default' }),
  }),
  'secure-enclave': known({ present: is(true), chip: is('apple-silicon') }),
  'platform-sso': known({
    extension: is('microsoft'),
    method: is('secure-enclave'),
    registered: is(true),
    userState: is('normal'),
    tokens: is('valid'),
    biometricPolicy: is(false),
    companyPortal: is('5.2504.0'),
    credentialProvider: is('on'),
  }),
  'mdm-enrolment': known({ enrolled: is(true), userApproved: is(true), automated: is(true) }),
  'icloud-keychain': known({ signedIn: is(true), on: is(true), allowed: is(true) }),
  'device-protection': known({ diskEncryption: is('on'), automaticLogin: is(false) }),
  'login-methods': known({ modules: is([]), fingerprintAtLogin: meaningless }),
  'tunnel-hosts': known({
    hosts: [
      { host: 'cable.ua5v.com', phones: 'android', reachable: is(true) },
      { host: 'cable.auth.com', phones: 'ios', reachable: is(true) },
    ],
  }),
};

/** The good answer to each signal on a system. */
function goodAnswers(platform: Platform): Signals {
  const seen: Signals =
    platform === 'darwin' ? { browsers: known(browsers(browser('safari', '18.3'), browser('chrome'))) } : {};
  const more = { ...allAnswers, ...seen, ...withKeys(readKey()) } as Signals;
  return device(platform, more).signals;
}

/** Answers that stand in the way of something, for the rest of the report. */
const badAnswers: { readonly [Id in SignalId]?: readonly NonNullable<Signals[Id]>[] } = {
  os: [
    known(os('linux', session('remote'))),
    known(os('win32', { installation: 'server', version: '10.0.17763', edition: 'ServerStandard' })),
    known(os('darwin', { version: '12.7' })),
    known(os('linux', { virtualization: 'kvm' })),
  ],
  tpm: [known(noTpm), known(tpm({ state: is('locked-out'), weakFirmware: is(true) }))],
  bluetooth: [
    known(bluetooth([])),
    known(bluetooth([radio({ powered: is(false) })])),
    known(bluetooth([radio()], { blocked: is('hard') })),
  ],
  browsers: [known(browsers()), known(browsers(browser('firefox'))), known(browsers(browser('chromium')))],
  'security-key': [
    known({ keys: [] }),
    known({ keys: [closedKey('needs-elevation')] }),
    known({ keys: [readKey({ options: { up: true } })] }),
  ],
  'join-state': [
    known(joinState('none')),
    known(joinState('registered')),
    known(joinState('joined', { deviceAuth: is('disabled-or-deleted') })),
  ],
  'windows-hello': [
    known(windowsHello({ platformAuthenticator: is(false), consentVerifier: is('not-configured') })),
    known(windowsHello({ platformAuthenticator: is(false), consentVerifier: is('disabled-by-policy') })),
  ],
  'hello-for-business': [
    known(helloForBusiness({ credential: is(false), prerequisites: is({ willProvision: true, unmet: [] }) })),
    known(
      helloForBusiness({
        credential: is(false),
        prerequisites: is({ willProvision: false, unmet: ['PolicyEnabled'] }),
      }),
    ),
  ],
  'hello-policy': [
    known(helloPolicy({ enabled: set(false), biometrics: set(false) })),
    known(helloPolicy({ requireSecurityDevice: set(true), excludeTpm12: set(true) })),
  ],
  'passkey-providers': [known({ providers: [] })],
};

const { policy: packaged } = judgingFiles(await readPolicyFiles());
const plain = withModels(packaged);
const grounds = fc.constantFrom(plain, withTenant(plain), withTenant(plain, { isAttestationEnforced: true }));
const options = propertyOptions(400);

/** Kinds for which the good answer to a signal says something that does not help them, and why. */
const notGoodFor: readonly { signal: SignalId; kind: PasskeyKind; because: string }[] = [
  {
    signal: 'join-state',
    kind: 'winhello',
    because:
      'being joined is what a switched-off Windows Hello for Business bites on: with biometrics off as well no PIN is left to verify with (winhello.6)',
  },
];

/** A report whose signals are each good, bad, unknown or missing. */
const reports = fc.constantFrom(...platforms).chain((platform) => {
  const good = goodAnswers(platform);
  const model = Object.fromEntries(
    Object.entries(good).map(([id, answer]) => [
      id,
      fc.oneof(
        { weight: 4, arbitrary: fc.constant(answer) },
        { weight: 2, arbitrary: fc.constantFrom(answer, ...(badAnswers[id as SignalId] ?? [])) },
        {
          weight: 1,
          arbitrary: fc.constantFrom(unknown('needs-elevation'), unknown('timed-out'), undefined),
        },
      ),
    ]),
  );
  return fc.record(model).map((signals) => ({ platform, good, signals: present(signals as Signals) }));
});

function present(signals: Signals): Signals {
  return Object.fromEntries(Object.entries(signals).filter(([, seen]) => seen !== undefined)) as Signals;
}

function statesOf(subject: Subject, policyOfRun: typeof plain) {
  const { kinds, state } = assess(subject, policyOfRun, JUDGED_AT);
  return { overall: state, ...Object.fromEntries(kinds.map((kind) => [kind.kind, kind.state])) } as Record<
    PasskeyKind | 'overall',
    VerdictState
  >;
}

/** `join-state: winhello unknown → blocked`, for each kind that came out worse. */
function worsened(
  signal: SignalId,
  untoldThere: Subject,
  goodThere: Subject,
  policyOfRun: typeof plain,
): string[] {
  const before = statesOf(untoldThere, policyOfRun);
  const after = statesOf(goodThere, policyOfRun);
  const isCovered = passkeyKinds.some(
    (kind) => after[kind] === 'not-applicable' && before[kind] !== 'not-applicable',
  );
  const worse = ([...passkeyKinds, 'overall'] as const).filter(
    (kind) =>
      !(isCovered && kind === 'overall') &&
      before[kind] !== 'not-applicable' &&
      after[kind] !== 'not-applicable' &&
      order.indexOf(after[kind]) < order.indexOf(before[kind]),
  );
  const isMeant = worse.some((kind) => notGoodFor.some((one) => one.signal === signal && one.kind === kind));
  return worse
    .filter(
      (kind) =>
        !(
          isMeant &&
          (kind === 'overall' || notGoodFor.some((one) => one.signal === signal && one.kind === kind))
        ),
    )
    .map((kind) => `${signal}: ${kind} ${before[kind]} → ${after[kind]}`);
}

/** Where readings are in facts that are known: the way to each, as keys. */
function readingsIn(value: unknown, way: readonly string[] = []): (readonly string[])[] {
  if (typeof value !== 'object' || value === null) return [];
  const inner = Object.entries(value).flatMap(([name, part]) => readingsIn(part, [...way, name]));
  const isReading = 'kind' in value && value.kind === 'known' && 'value' in value;
  return isReading ? [way, ...inner] : inner;
}
function withReadingUntold(facts: unknown, way: readonly string[]): unknown {
  const [first, ...rest] = way;
  if (first === undefined) return untold('unreadable');
  if (Array.isArray(facts))
    return facts.map((item, index) => (String(index) === first ? withReadingUntold(item, rest) : item));
  return {
    ...(facts as object),
    [first]: withReadingUntold((facts as Record<string, unknown>)[first], rest),
  };
}

describe('a good answer in the place of none', () => {
  test('the reports are by contract, and good answers alone make every kind of the system ready', () => {
    for (const platform of platforms) {
      const signals = goodAnswers(platform);
      expect(Signals.safeParse(signals).error).toBeUndefined();
      const states = Object.values(statesOf({ platform, signals }, plain));
      expect(states).toContain('ready');
      expect(states).not.toContain('blocked');
    }
  });

  test(
    'to a signal makes nothing worse',
    () => {
      fc.assert(
        fc.property(reports, grounds, fc.nat(), (report, policyOfRun, chance) => {
          const { platform, good, signals } = report;
          const ids = Object.keys(good) as SignalId[];
          const signal = ids[chance % ids.length] ?? 'os';
          const untoldThere = { platform, signals: { ...signals, [signal]: unknown('crashed') } };
          const goodThere = { platform, signals: { ...signals, [signal]: good[signal] } as Signals };
          expect(worsened(signal, untoldThere, goodThere, policyOfRun)).toEqual([]);
        }),
        options,
      );
    },
    PROPERTY_TIMEOUT_MS,
  );

  test(
    'to a part of a signal makes nothing worse',
    () => {
      fc.assert(
        fc.property(reports, grounds, fc.nat(), fc.nat(), (report, policyOfRun, chance, place) => {
          const { platform, good, signals } = report;
          const ids = Object.keys(good) as SignalId[];
          const signal = ids[chance % ids.length] ?? 'os';
          const answer = good[signal];
          if (answer?.kind !== 'known') return;
          const ways = readingsIn(answer.facts);
          const way = ways[place % Math.max(1, ways.length)];
          if (way === undefined) return;
          const hidden = { ...answer, facts: withReadingUntold(answer.facts, way) };
          const untoldThere = { platform, signals: { ...signals, [signal]: hidden } as Signals };
          expect(Signals.safeParse(untoldThere.signals).error).toBeUndefined();
          const goodThere = { platform, signals: { ...signals, [signal]: answer } };
          expect(worsened(signal, untoldThere, goodThere, policyOfRun)).toEqual([]);
        }),
        options,
      );
    },
    PROPERTY_TIMEOUT_MS,
  );
});
