import fc from 'fast-check';
import type { z } from 'zod';

/** Words that facts hold and rules ask for, so that what is made by chance is more than noise. */
const tellingTexts = [
  ...[
    '',
    'chrome',
    'edge',
    'firefox',
    'safari',
    'chromium',
    'brave',
    'windows',
    'macos',
    'ubuntu',
    'none',
    'kvm',
    'docker',
  ],
  ...[
    '142.0',
    '52.9',
    '15.3',
    '12.7',
    '14',
    '10.0.26100',
    '10.0.17763',
    '5.2504.0',
    '5.2300.0',
    'not a version',
    '1:128.5.0esr-1~deb12u1',
  ],
  ...['FIDO_2_0', 'FIDO_2_1', 'U2F_V2', 'hmac-secret', 'credProtect', 'usb', 'ble', 'nfc', 'packed'],
  ...[
    'IsDeviceJoined',
    'PolicyEnabled',
    'PostLogonEnabled',
    'Enterprise',
    'Professional',
    'Core',
    'Apple M2',
    'MacBookPro16,1',
  ],
  ...[
    'cable.ua5v.com',
    'cable.auth.com',
    '0000fff9-0000-1000-8000-00805f9b34fb',
    'bitwarden',
    'google',
    'microsoft',
    'icloud',
  ],
  ...[
    '2fc0579f-8113-47ea-b116-bb5a8db9202a',
    'a25342c0-3cdc-4414-8e46-f4807fca511c',
    '00000000-0000-0000-0000-000000000000',
  ],
  ...[
    '2026-11-16T08:00:00.000Z',
    '0xc000006d',
    'unreadable',
    'needs-elevation',
    'a-newer-word',
    'f'.repeat(32),
    '‮\u001b[31m\u0000',
    'x'.repeat(5000),
  ],
];
const tellingNumbers = [
  0,
  1,
  2,
  3,
  4,
  8,
  100,
  255,
  0x50403,
  0x50701,
  0xffff,
  Number.MAX_SAFE_INTEGER,
  -1,
  0.5,
];

/**
 * Values that a schema of the contract takes, made from the schema itself, so that a field that is added is tried without a word here. Covers what
 * `src/contract` is written in. @throws Error naming a sort of schema that it does not know.
 */
export function arbitraryOf(schema: z.core.$ZodType): fc.Arbitrary<unknown> {
  const { def } = schema._zod as z.core.$ZodTypes['_zod'];
  const takes = (value: unknown) => (schema as z.ZodType).safeParse(value).success;
  switch (def.type) {
    case 'object':
      return arbitraryObject(def.shape);
    case 'array':
      return fc.array(arbitraryOf(def.element), { maxLength: 3 }).filter(takes);
    case 'record':
      return fc.dictionary(
        arbitraryOf(def.keyType).filter((key) => typeof key === 'string') as fc.Arbitrary<string>,
        arbitraryOf(def.valueType),
        { maxKeys: 4 },
      );
    case 'union':
      return fc.oneof(...def.options.map(arbitraryOf));
    case 'nullable':
      return fc.option(arbitraryOf(def.innerType), { freq: 4 });
    case 'optional':
    case 'default':
      return arbitraryOf(def.innerType);
    case 'enum':
      return fc.constantFrom(...Object.values(def.entries));
    case 'literal':
      return fc.constantFrom(...def.values);
    case 'boolean':
      return fc.boolean();
    case 'string':
      return among(tellingTexts, takes, fc.string({ unit: 'binary', maxLength: 20 }));
    case 'number':
      return among(tellingNumbers, takes, fc.nat());
    case 'unknown':
    case 'any':
      return fc.jsonValue();
    default:
      throw new Error(`no values are made for a schema of the sort ${def.type}`);
  }
}

function arbitraryObject(shape: Readonly<Record<string, z.core.$ZodType>>): fc.Arbitrary<unknown> {
  const fields = Object.entries(shape);
  const isOptional = ([, field]: (typeof fields)[number]) => field._zod.optin === 'optional';
  const model = Object.fromEntries(fields.map(([name, field]) => [name, arbitraryOf(field)]));
  const requiredKeys = fields.filter((field) => !isOptional(field)).map(([name]) => name);
  return fc.record(model, { requiredKeys });
}

/** Mostly telling values, now and then any that fits; of those that fit the schema. */
function among(telling: readonly unknown[], takes: (value: unknown) => boolean, any: fc.Arbitrary<unknown>) {
  const fitting = telling.filter(takes);
  if (fitting.length === 0) return any.filter(takes);
  return fc.oneof(
    { weight: 5, arbitrary: fc.constantFrom(...fitting) },
    { weight: 1, arbitrary: any.map((value) => (takes(value) ? value : fitting[0])) },
  );
}
