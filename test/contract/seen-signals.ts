import type { PlatformName } from '../../src/contract/platform-name.ts';
import type { FactsOf, SignalId, Signals } from '../../src/contract/signals.ts';
import type { Subject } from '../../src/core/assess/rule.ts';

/** Builders of what a device may have shown, for tests of rules and words. Every default is a plain, working device. */
export const SEEN_AT = '2026-11-16T08:00:00.000Z';
export const JUDGED_AT = new Date('2026-11-16T09:00:00.000Z');

const stamp = { at: SEEN_AT, tookMs: 3, context: 'user' as const };

export function known<Facts>(facts: Facts, at: string = SEEN_AT) {
  return { kind: 'known' as const, facts, source: 'test', ...stamp, at };
}
export function unknown(reason: string, detail?: string) {
  const word = reason as 'no-probe';
  return { kind: 'unknown' as const, reason: word, ...(detail === undefined ? {} : { detail }), ...stamp };
}
export function is<Value>(value: Value) {
  return { kind: 'known' as const, value };
}
export function untold(reason = 'unreadable') {
  return { kind: 'unknown' as const, reason: reason as 'unreadable' };
}
export const meaningless = { kind: 'not-applicable' as const, because: 'not a thing on this system' };

export function os(platform: PlatformName, change: Partial<FactsOf<'os'>> = {}): FactsOf<'os'> {
  const version = { win32: '10.0.26100', darwin: '15.3', linux: '24.04' }[platform];
  return {
    platform,
    id: { win32: 'windows', darwin: 'macos', linux: 'ubuntu' }[platform],
    prettyName: { win32: 'Windows 11 Pro', darwin: 'macOS 15.3', linux: 'Ubuntu 24.04' }[platform],
    version,
    kernel: '6.8.0',
    arch: 'x64',
    session: { kind: is('local' as const), type: null, desktop: null },
    virtualization: 'none',
    ...change,
  };
}
export function session(kind: 'local' | 'remote' | 'none') {
  return { session: { kind: is(kind), type: null, desktop: null } };
}

type Browser = FactsOf<'browsers'>['browsers'][number];
export function browser(
  family: string,
  version: string | null = '142.0',
  change: Partial<Browser> = {},
): Browser {
  return {
    family,
    name: family,
    channel: 'stable',
    version: version === null ? untold() : is(version),
    packaging: 'system',
    ...change,
  };
}
export function browsers(...list: Browser[]): FactsOf<'browsers'> {
  return { browsers: list, defaultBrowser: is(list[0]?.family ?? null) };
}

type Key = FactsOf<'security-key'>['keys'][number];
export function key(accessible: Key['accessible']): Key {
  return {
    id: 'hidraw3',
    vendorId: 0x1050,
    productId: 0x0407,
    manufacturer: 'Yubico',
    product: 'YubiKey OTP+FIDO+CCID',
    accessible,
  };
}

type Bluetooth = FactsOf<'bluetooth'>;
type Radio = Bluetooth['adapters'][number];
export function radio(change: Partial<Radio> = {}): Radio {
  return { id: 'hci0', powered: is(true), lowEnergyCentral: is(true), ...change };
}
export function bluetooth(adapters: Radio[], change: Partial<Bluetooth> = {}): Bluetooth {
  return { adapters, blocked: is('none' as const), policy: meaningless, ...change };
}
export function joinState(state: 'joined' | 'hybrid' | 'registered' | 'none'): FactsOf<'join-state'> {
  return { state: is(state), entraDeviceId: meaningless, tenantId: meaningless, brokers: [] };
}

/** A device on which everything that can be seen is well, with no key plugged in. */
export function device(platform: PlatformName, change: Signals = {}): Subject {
  const signals: Signals = {
    os: known(os(platform)),
    tpm: known({ present: true, version: is('2.0' as const), properties: untold('needs-elevation') }),
    bluetooth: known(bluetooth([radio()])),
    browsers: known(browsers(browser('chrome'))),
    'security-key': known({ keys: [] }),
    'join-state': known(joinState('joined')),
  };
  return { platform, signals: { ...signals, ...change } };
}

/** The same device with one signal taken out of the report. */
export function without(subject: Subject, signal: SignalId): Subject {
  const signals = { ...subject.signals };
  delete signals[signal];
  return { ...subject, signals };
}
