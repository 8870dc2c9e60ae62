import { describe, expect, it } from 'vitest';
import { type FakeMachine, fails, fakeReach, neverStops } from '../../../test/doubles/fake-reach.ts';
import { assemble } from '../../../test/doubles/linux-machines/parts.ts';
import {
  icloud,
  keychainManaged,
  macPerson,
  macRoot,
} from '../../../test/doubles/mac-machines/identity-parts.ts';
import { icloudKeychainDarwin } from './icloud-keychain.darwin.ts';

const FILE = '/Users/user/Library/Preferences/MobileMeAccounts.plist';
const MANAGED = '/Library/Managed Preferences';
const RESTRICTIONS = `${MANAGED}/com.apple.applicationaccess.plist`;

const observe = (...parts: FakeMachine[]) =>
  icloudKeychainDarwin.observe(
    fakeReach(assemble(macPerson(), icloud('on'), keychainManaged('unmanaged'), ...parts)),
    neverStops(),
  );
async function factsOf(...parts: FakeMachine[]) {
  const found = await observe(...parts);
  if (found.kind !== 'known') throw new Error(JSON.stringify(found));
  expect(JSON.stringify(found)).not.toMatch(/canary|example/i);
  return found.facts;
}
const known = (value: unknown) => ({ kind: 'known', value });
const unknown = (reason: string) => expect.objectContaining({ kind: 'unknown', reason });

describe('iCloud Keychain of the person', () => {
  it.each([
    ['on', icloud('on'), known(true), known(true)],
    ['off', icloud('off'), known(true), known(false)],
    ['without a word', icloud('not said'), known(true), unknown('unreadable')],
    ['signed out', icloud('signed out'), known(false), known(false)],
  ])('%s', async (_what, part, signedIn, on) => {
    expect(await factsOf(part)).toEqual({ signedIn, on, allowed: known(true) });
  });

  const accounts = (value: unknown) => ({ documents: { [FILE]: value } });
  const keychain = (...enabled: unknown[]) =>
    accounts({ Accounts: enabled.map((Enabled) => ({ Services: [{ Name: 'KEYCHAIN_SYNC', Enabled }] })) });
  it.each([
    ['as a boolean', keychain(true), known(true)],
    ['off as a boolean', keychain(false), known(false)],
    ['on in one account of two', keychain(0, 1), known(true)],
    ['off in one, silent in the other', keychain(0, undefined), unknown('unreadable')],
    ['as words', keychain('yes'), unknown('unreadable')],
    ['an account without services', accounts({ Accounts: [{ LoggedIn: 1 }] }), unknown('unreadable')],
    [
      'no such service',
      accounts({ Accounts: [{ Services: [{ Name: 'MAIL', Enabled: 0 }] }] }),
      unknown('unreadable'),
    ],
  ])('%s', async (_what, part, on) => {
    expect(await factsOf(part)).toMatchObject({ signedIn: known(true), on });
  });

  it('a list that is not there has no account, if the folder for it is there', async () => {
    const missing = { documents: { [FILE]: fails('not-found') } };
    expect(await factsOf(missing)).toMatchObject({ signedIn: known(false), on: known(false) });
    const homeless = { kinds: { '/Users/user/Library/Preferences': fails('not-found') } };
    expect(await factsOf(missing, homeless)).toMatchObject({ signedIn: unknown('unreadable') });
  });

  it.each([
    ['closed', fails('denied'), 'needs-elevation'],
    ['no property list', fails('malformed'), 'malformed'],
    ['of another layout', { accounts: [] }, 'unreadable'],
  ])('a list that is %s tells nothing', async (_what, document, reason) => {
    expect(await factsOf({ documents: { [FILE]: document } })).toMatchObject({
      signedIn: unknown(reason),
      on: unknown(reason),
      allowed: known(true),
    });
  });
});

describe('what management allows', () => {
  const folder = (names: unknown) => ({ folders: { [MANAGED]: names } }) as FakeMachine;
  it.each([
    ['nothing is managed', keychainManaged('unmanaged'), known(true)],
    [
      'the folder is not there',
      assemble(folder(fails('not-found')), { kinds: { '/Library': 'folder' } }),
      known(true),
    ],
    ['not even the folder around it is there', folder(fails('not-found')), unknown('not-captured')],
    ['restrictions without a word of it', keychainManaged('allowed'), known(true)],
    ['forbidden', keychainManaged('forbidden'), known(false)],
    ['forbidden for this person', keychainManaged('forbidden for the person'), known(false)],
    ['the folder is closed', folder(fails('denied')), unknown('needs-elevation')],
    [
      'the restrictions are closed',
      assemble(keychainManaged('allowed'), { documents: { [RESTRICTIONS]: fails('denied') } }),
      unknown('needs-elevation'),
    ],
    [
      'the restrictions say neither',
      assemble(keychainManaged('allowed'), {
        documents: { [RESTRICTIONS]: { allowCloudKeychainSync: 'no' } },
      }),
      unknown('unreadable'),
    ],
    [
      'the person’s are closed',
      assemble(keychainManaged('allowed'), { folders: { [`${MANAGED}/user`]: fails('denied') } }),
      unknown('needs-elevation'),
    ],
    [
      'the person’s are closed, and it is forbidden to all',
      assemble(keychainManaged('forbidden'), { folders: { [`${MANAGED}/user`]: fails('denied') } }),
      known(false),
    ],
    ['persons are managed under other names', folder(['erika', 'user2']), unknown('unreadable')],
  ])('%s', async (_what, part, allowed) => {
    expect(await factsOf(part)).toMatchObject({ allowed });
  });

  it('as root: the machine’s word, and no person’s', async () => {
    const nobody = unknown('needs-person-session');
    expect(await factsOf(macRoot(), keychainManaged('forbidden'))).toEqual({
      signedIn: nobody,
      on: nobody,
      allowed: known(false),
    });
    expect(await factsOf(macRoot())).toMatchObject({ on: nobody, allowed: known(true) });
    expect(await observe(macRoot(), keychainManaged('allowed'))).toMatchObject({
      kind: 'unknown',
      reason: 'needs-person-session',
    });
  });
});
