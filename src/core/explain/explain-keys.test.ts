import { describe, expect, test } from 'vitest';
import { restrict, withModels, withTenant } from '../../../test/contract/key-grounds.ts';
import {
  browsers,
  closedKey,
  device,
  is,
  JUDGED_AT,
  known,
  models,
  readKey,
  u2fKey,
  withKeys,
} from '../../../test/contract/seen-signals.ts';
import { ExplainedVerdict } from '../../contract/explained.ts';
import { knownUnknownReasons, type UnknownReason } from '../../contract/observation.ts';
import { readPolicyFiles } from '../../platform/policy-files.ts';
import { assess } from '../assess/assess.ts';
import { type Grounds, judgingFiles } from '../assess/grounds.ts';
import type { Subject } from '../assess/rule.ts';
import { explain } from './explain.ts';

const { policy: packaged, remediation } = judgingFiles(await readPolicyFiles());
const plain = withModels(packaged);
function tell(subject: Subject, grounds: Grounds = plain) {
  const told = explain(assess(subject, grounds, JUDGED_AT), subject.platform, remediation);
  expect(ExplainedVerdict.safeParse(told).error).toBeUndefined();
  const seckey = told.kinds.find(({ kind }) => kind === 'seckey');
  if (seckey === undefined) throw new Error('no words for security keys');
  return { ...told, seckey };
}
const noPin = readKey({ options: { rk: true, up: true, clientPin: false } });

describe('a key in words', () => {
  test('ready says so', () => {
    const { seckey } = tell(device('linux', withKeys(readKey())));
    expect(seckey).toMatchObject({ stateWord: 'Ready', reason: 'Your security key is ready' });
    expect(seckey.findings[0]?.evidence[0]?.says).toBe(
      'Model a25342c0: PIN set, firmware 5.7.1, room for 100 passkeys',
    );
  });

  test('a PIN to set is one step, and on a Mac the steps say that it comes before registration', () => {
    const { actions } = tell(device('darwin', withKeys(noPin)));
    const step = actions.find(({ code }) => code === 'KEY_PIN_NOT_SET');
    expect(step).toMatchObject({
      title: 'Set a PIN on your security key',
      kinds: ['seckey'],
      owner: 'person',
    });
    expect(step?.steps[0]).toMatch(/before you register the key/);
  });

  test('with several keys plugged in, a step says which key it is about, and a step on the way to it does not', () => {
    const two = device('linux', { ...withKeys(noPin, u2fKey()), browsers: known(browsers()) });
    const titles = tell(two).actions.map(({ title }) => title);
    expect(titles).toContain('Set a PIN on your security key – Model a25342c0');
    expect(titles).toContain('Install or update a browser');
  });

  test('a blocked key offers what ends it', () => {
    const { seckey, actions } = tell(device('linux', withKeys(u2fKey())));
    expect(seckey).toMatchObject({ stateWord: 'Blocked', reason: 'This key is of an older kind' });
    expect(actions.map(({ code }) => code)).toContain('KEY_U2F_ONLY');
  });

  test('every reason for not reading a key has an understandable text', () => {
    const texts = knownUnknownReasons.map(
      (reason) =>
        tell(device('win32', withKeys(closedKey(reason, is(true))))).seckey.findings[0]?.plain ?? '',
    );
    for (const text of texts) expect(text).toMatch(/^.{20,}\.$/);
    const own: UnknownReason[] = [
      'needs-elevation',
      'no-device-access',
      'busy',
      'timed-out',
      'malformed',
      'unplugged',
      'refused',
    ];
    const ownTexts = own.map((reason) => texts[knownUnknownReasons.indexOf(reason)]);
    expect(new Set(ownTexts).size).toBe(own.length);
  });
});

describe("a company's refusal in words", () => {
  const refusals: [string, Grounds, ReturnType<typeof readKey>][] = [
    [
      'AAGUID_NOT_ALLOWED',
      withTenant(plain, { keyRestrictions: restrict('allow', models.yubikeyBio) }),
      readKey(),
    ],
    [
      'KEY_NOT_ATTESTABLE',
      withTenant(plain, { isAttestationEnforced: true }),
      readKey({ aaguid: models.onNoList }),
    ],
    ['PASSKEYS_DISABLED', withTenant(plain, { state: 'disabled' }), readKey()],
  ];
  test.each(refusals)('%s says what will happen, why, and whom to ask for what', (code, grounds, key) => {
    const { seckey, actions } = tell(device('linux', withKeys(key)), grounds);
    const finding = seckey.findings.find((found) => found.code === code);
    expect(seckey.state).toBe('blocked');
    expect(finding?.plain).toMatch(/^Your tenant will refuse .+ at registration, because .+\. Ask IT for /);
    expect(finding).toMatchObject({ owner: 'it' });
    const action = actions.find((one) => one.code === code);
    expect(action).toMatchObject({ owner: 'it', kinds: expect.arrayContaining(['seckey']) });
  });

  test('what taking a model off the list does to passkeys already there is said before anybody does it', () => {
    expect(remediation.reasons.AAGUID_NOT_ALLOWED?.detail).toMatch(/already registered/);
    expect(JSON.stringify(remediation.reasons.AAGUID_NOT_ALLOWED?.steps)).toMatch(/stop working/);
  });
});
