import type { NativeFact } from '../../../src/platform/windows/native-answers.ts';
import type { RegistryKey, RegistryValue } from '../../../src/platform/windows/registry.ts';

/** What the Windows addon could answer at worst, still in its own form. */
export function nastyNative(text: string): Partial<Record<NativeFact, unknown>> {
  const word = text.slice(0, 4096);
  const many = <Item>(item: Item): Item[] => Array.from({ length: 300 }, () => item);
  const called = (shape: object) => ({ result: 0, ...shape });
  return {
    tpmDevice: called({ tpmVersion: 2, interfaceType: 0, implementationRevision: 0 }),
    tpmCapability: called({ response: '80010000001300000000' }),
    webauthn: { apiVersion: 0xffff_ffff, platformAuthenticator: { result: 0xffff_ffff } },
    platformCredentials: called({
      credentials: many({ version: 0, rpId: word, removable: true, backedUp: null, authenticatorName: word }),
    }),
    biometricUnits: called({
      units: many({
        factor: 0xffff_ffff,
        sensorSubType: 99,
        capabilities: 0,
        description: word,
        manufacturer: word,
        model: word,
        firmware: '',
      }),
    }),
    enrolledFactors: called({ factors: 0xffff_ffff }),
    biometricSettings: {
      enabled: { value: true, source: 99 },
      signIn: { value: true, source: 0 },
      domainSignIn: { missing: text.slice(0, 200), error: 1 },
    },
    enhancedSignIn: {
      capable: called({ value: true }),
      enabled: { missing: text.slice(0, 200), error: 1 },
      sensors: called({ sensors: many({ factor: 8, capable: false }) }),
    },
    consentVerifier: called({ availability: 99 }),
    keyCredential: { missing: text.slice(0, 200), error: 1 },
    radios: called({ radios: many({ kind: 3, state: 99 }) }),
    bluetoothAdapter: called({ adapter: null }),
    entraJoin: called({
      join: { type: 1, deviceId: word, tenantId: word, idpDomain: word, hasMdmUrl: true, hasUserKey: true },
    }),
    domainJoin: called({ status: 99 }),
    thisProcess: { elevated: false, sid: 'S-1-5-21-1-2-3-4', sessionId: 1, remote: false },
    phonebooks: { allUsers: text.slice(0, 4000), person: 'C:\\x' },
    signedInUsers: called({ users: many({ sid: text.slice(0, 200), active: true }) }),
    presentDevices: called({ devices: many({ name: word, manufacturer: word }) }),
    presentInterfaces: called({ count: 0xffff_ffff }),
    events: called({ rows: many([word, null]) }),
    platformRole: { role: 99 },
  };
}

/** A key that holds everything that was asked for, each value of it nasty, with keys of the same kind below. */
export function nastyKey(text: string, names: readonly string[], levels: number): RegistryKey {
  const data = text.slice(0, 4000);
  const kinds: RegistryValue[] = [
    { type: 'text', data },
    { type: 'number', data: 0xffff_ffff },
    { type: 'texts', data: [data, ''] },
    { type: 'binary', data: 'ff' },
  ];
  const values = Object.fromEntries(
    names.map((name, at) => [name, kinds[at % kinds.length] ?? { type: 'text' as const, data }]),
  );
  if (levels === 0) return { values, keys: {} };
  const key = nastyKey(text, names, levels - 1);
  const guid = '6d2f41b8-93ac-4e0f-8b57-1c9e34a07d26';
  const below = [
    data.slice(0, 200),
    'S-1-5-21-1-2-3-4',
    guid,
    'Device',
    'shell',
    'open',
    'command',
    'UserChoice',
  ];
  const keys = Object.fromEntries(below.map((name) => [name, key]));
  return { values, keys: { ...keys, Closed: { problem: 'denied' } } };
}
