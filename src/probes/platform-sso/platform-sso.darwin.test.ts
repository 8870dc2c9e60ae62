import { describe, expect, it } from 'vitest';
import { type FakeMachine, fails, fakeReach, neverStops } from '../../../test/doubles/fake-reach.ts';
import { assemble } from '../../../test/doubles/linux-machines/parts.ts';
import {
  appSsoText,
  type Block,
  deviceBlock,
  loginBlock,
  userBlock,
} from '../../../test/doubles/mac-machines/app-sso-text.ts';
import {
  APP_SSO,
  appSso,
  companyPortal,
  credentialProvider,
  macPerson,
  macRoot,
  noProviders,
  PLUGINKIT,
  portalCurrent,
  portalMissing,
  portalOld,
  ssoBeforeMacos13,
  ssoNobodyRegistered,
  ssoNotConfigured,
  ssoPassword,
  ssoPersonNotRegistered,
  ssoSecureEnclave,
  ssoSmartCard,
} from '../../../test/doubles/mac-machines/identity-parts.ts';
import { platformSsoDarwin } from './platform-sso.darwin.ts';

const observe = (...parts: FakeMachine[]) =>
  platformSsoDarwin.observe(
    fakeReach(assemble(macPerson(), portalCurrent(), credentialProvider('on'), ...parts)),
    neverStops(),
  );
async function factsOf(...parts: FakeMachine[]) {
  const found = await observe(...parts);
  if (found.kind !== 'known') throw new Error(JSON.stringify(found));
  expect(JSON.stringify(found)).not.toMatch(/canary|MIIB|example/i);
  return found.facts;
}
const known = (value: unknown) => ({ kind: 'known', value });
const unknown = (reason: string) => expect.objectContaining({ kind: 'unknown', reason });
const notApplicable = expect.objectContaining({ kind: 'not-applicable' });

const healthy = {
  extension: known('microsoft'),
  method: known('secure-enclave'),
  registered: known(true),
  userState: known('normal'),
  tokens: known('valid'),
  biometricPolicy: known(false),
  companyPortal: known('5.2504.0'),
  credentialProvider: known('on'),
};

describe('a Mac with Platform single sign-on', () => {
  it.each([
    ['Secure Enclave', ssoSecureEnclave(), {}],
    ['Secure Enclave with Touch ID demanded', ssoSecureEnclave(true), { biometricPolicy: known(true) }],
    ['password', ssoPassword(), { method: known('password') }],
    ['smart card', ssoSmartCard(), { method: known('smart-card') }],
    [
      'registered, but not this person',
      ssoPersonNotRegistered(),
      { userState: known('needs-registration'), tokens: known('none') },
    ],
    [
      'nobody registered',
      ssoNobodyRegistered(),
      { registered: known(false), userState: known('none'), tokens: known('none') },
    ],
  ])('%s', async (_what, part, differs) => {
    expect(await factsOf(part)).toEqual({ ...healthy, ...differs });
  });

  it('which is not set up', async () => {
    expect(await factsOf(ssoNotConfigured())).toEqual({
      ...healthy,
      extension: known('none'),
      method: notApplicable,
      registered: notApplicable,
      userState: notApplicable,
      tokens: notApplicable,
      biometricPolicy: notApplicable,
    });
  });

  it('of another provider says nothing of Entra ID', async () => {
    const other = { extensionIdentifier: 'com.okta.mobile.auth-service-extension' };
    const facts = await factsOf(
      appSso({
        device: deviceBlock('POLoginTypePassword (1)', other),
        login: loginBlock('None (0)'),
        user: userBlock('POLoginTypePassword (1)', 'POUserStateNormal (0)'),
      }),
    );
    expect(facts).toMatchObject({
      extension: known('other'),
      registered: notApplicable,
      userState: notApplicable,
    });
  });

  it('blocks count whatever the exit status', async () => {
    const text = appSsoText({ device: null, login: null, user: null }, null);
    const run = { exitCode: 1, stdout: text, stderr: '' };
    expect(await factsOf({ commands: { [APP_SSO]: run } })).toMatchObject({ extension: known('none') });
  });
});

const status = (device: Block, login: Block, user: Block, tokensEnd?: string | null) =>
  appSso({ device, login, user }, tokensEnd);
const withDevice = (loginType: string, more: Block = {}) =>
  status(
    deviceBlock(loginType, more),
    loginBlock('None (0)'),
    userBlock('POLoginTypePassword (1)', 'POUserStateNormal (0)'),
  );
const withUser = (state: string) =>
  status(deviceBlock('POLoginTypePassword (1)'), loginBlock('None (0)'), userBlock('x', state));
const withPolicy = (policy: string) =>
  status(deviceBlock('POLoginTypePassword (1)'), loginBlock(policy), userBlock('x', 'POUserStateNormal (0)'));
const withTokens = (end: string | null) =>
  status(
    deviceBlock('POLoginTypePassword (1)'),
    loginBlock('None (0)'),
    userBlock('x', 'POUserStateNormal (0)'),
    end,
  );

describe('words of macOS', () => {
  it.each([
    ['a number whose name this macOS does not know', '(null) (2)', known('secure-enclave')],
    ['a name alone', 'POLoginTypeSmartCard', known('smart-card')],
    ['a name that was changed', 'POLoginTypeSomething (2)', known('secure-enclave')],
    ['access key', 'POLoginTypeAccessKey (4)', known('access-key')],
    ['a kind that is no method of a person', 'POLoginTypeRefresh (100)', known('other')],
    ['no method yet', 'POLoginTypeNone (0)', unknown('unreadable')],
    ['a new number', 'POLoginTypeNew (77)', unknown('unreadable')],
    ['an inherited name', 'constructor', unknown('unreadable')],
    ['nothing', '', unknown('unreadable')],
  ])('method: %s', async (_what, word, method) => {
    expect(await factsOf(withDevice(word))).toMatchObject({ method, registered: known(true) });
  });

  it.each([
    ['POUserStateNeedsNewKeys (1)', known('needs-new-keys')],
    ['(null) (2)', known('needs-registration')],
    ['(null) (5)', known('other')],
    ['POUserStateNeedsBinding (9)', known('other')],
    ['POUserStateSomething (12)', unknown('unreadable')],
  ])('state of the person: %s', async (word, userState) => {
    expect(await factsOf(withUser(word))).toMatchObject({ userState });
  });

  it.each([
    ['TouchIDOrWatchAny (2)', known(true)],
    ['TouchIDOrWatchCurrentSet, ReuseDuringUnlock (5)', known(true)],
    // A password does instead.
    ['TouchIDOrWatchCurrentSet,PasswordFallback (9)', known(false)],
    ['ReuseDuringUnlock (4)', unknown('unreadable')],
    ['Something (16)', unknown('unreadable')],
    ['TouchIDOrWatchAny', unknown('unreadable')],
  ])('demand for Touch ID: %s', async (word, biometricPolicy) => {
    expect(await factsOf(withPolicy(word))).toMatchObject({ biometricPolicy });
  });

  it.each([
    ['2026-12-04T06:02:43Z (Not Expired)', known('valid')],
    ['2026-11-01T06:02:43Z (Expired)', known('expired')],
    ['2026-11-01T06:02:43Z', known('expired')],
    // The word was not seen, and the time says otherwise.
    ['2026-12-04T06:02:43Z (Expired)', unknown('unreadable')],
    ['never', unknown('unreadable')],
    // That the part is missing proves nothing of a person who is registered.
    [null, unknown('unreadable')],
  ])('tokens that end %s', async (end, tokens) => {
    expect(await factsOf(withTokens(end))).toMatchObject({ tokens });
  });

  it.each(['registrationCompleted', 'extensionIdentifier', 'loginType'])(
    'a missing %s is not "no"',
    async (key) => {
      const facts = await factsOf(withDevice('POLoginTypePassword (1)', { [key]: undefined }));
      const reading = {
        registrationCompleted: 'registered',
        extensionIdentifier: 'extension',
        loginType: 'method',
      }[key];
      expect(facts).toMatchObject({ [String(reading)]: unknown('unreadable') });
    },
  );

  it('a login without a device is not "not set up"', async () => {
    expect(await factsOf(status(null, loginBlock('None (0)'), null))).toMatchObject({
      extension: unknown('unreadable'),
      registered: unknown('unreadable'),
    });
  });
});

describe('when app-sso does not tell', () => {
  it('macOS 12 has no such thing; Company Portal is known all the same', async () => {
    for (const gone of [
      ssoBeforeMacos13(),
      { commands: { [APP_SSO]: { exitCode: 64, stdout: 'usage', stderr: '' } } },
    ]) {
      expect(await factsOf(macPerson(21), gone, portalOld())).toMatchObject({
        extension: notApplicable,
        registered: notApplicable,
        userState: notApplicable,
        companyPortal: known('5.2402.0'),
      });
    }
  });
  it.each([
    ['missing from a macOS that should have it', fails('not-found'), 'not-supported'],
    ['refused', fails('denied'), 'needs-elevation'],
    ['without end', fails('timed-out'), 'timed-out'],
    ['failing in silence', { exitCode: 1, stdout: '', stderr: '' }, 'refused'],
    ['other words', { exitCode: 0, stdout: 'Registered: Yes\n', stderr: '' }, 'unreadable'],
  ])('%s: could not tell, and the rest is told', async (_what, run, reason) => {
    expect(await factsOf({ commands: { [APP_SSO]: run } })).toMatchObject({
      extension: unknown(reason),
      registered: unknown(reason),
      tokens: unknown(reason),
      companyPortal: known('5.2504.0'),
    });
  });
});

describe('as root', () => {
  it('the Mac is told, the person is not', async () => {
    expect(await factsOf(macRoot(), ssoSecureEnclave(true))).toEqual({
      ...healthy,
      biometricPolicy: known(true),
      userState: unknown('needs-person-session'),
      tokens: unknown('needs-person-session'),
      credentialProvider: unknown('needs-person-session'),
    });
  });
  it('that nothing stands there proves nothing', async () => {
    expect(await factsOf(macRoot(), ssoNotConfigured())).toMatchObject({
      extension: unknown('needs-person-session'),
      registered: unknown('needs-person-session'),
      companyPortal: known('5.2504.0'),
    });
    const deviceOnly = status(deviceBlock('POLoginTypePassword (1)'), null, null, null);
    expect(await factsOf(macRoot(), deviceOnly)).toMatchObject({
      registered: known(true),
      biometricPolicy: unknown('needs-person-session'),
    });
  });
  it('root’s own choices of providers are not asked for', async () => {
    const calls: string[] = [];
    await factsOf(macRoot(), ssoSecureEnclave(), { onCall: (call) => calls.push(call) });
    expect(calls.join('\n')).not.toContain('pluginkit');
    expect(calls.join('\n')).toContain('app-sso');
  });
});

const info = '/Applications/Company Portal.app/Contents/Info.plist';
describe('Company Portal', () => {
  it.each([
    ['missing', portalMissing(), known(null)],
    [
      'missing, but the folder is closed',
      { documents: { [info]: fails('not-found') }, folders: { '/Applications': fails('denied') } },
      unknown('needs-elevation'),
    ],
    ['without a description', { documents: { [info]: fails('not-found') } }, unknown('unreadable')],
    ['closed', { documents: { [info]: fails('denied') } }, unknown('needs-elevation')],
    [
      'another app of that name',
      { documents: { [info]: { CFBundleIdentifier: 'test.other', CFBundleShortVersionString: '9' } } },
      unknown('unreadable'),
    ],
    ['without a version', companyPortal(''), unknown('unreadable')],
    ['with words for a version', companyPortal('latest <b>'), unknown('unreadable')],
  ])('%s', async (_what, part, portal) => {
    expect(await factsOf(ssoSecureEnclave(), part)).toMatchObject({ companyPortal: portal });
  });

  it.each([
    ['on', credentialProvider('on'), known('on')],
    ['off', credentialProvider('off'), known('off')],
    ['not chosen', credentialProvider('undecided'), known('undecided')],
    ['not listed', noProviders(), unknown('unreadable')],
    [
      'superseded',
      {
        commands: {
          [PLUGINKIT]: {
            exitCode: 0,
            stdout: '=    com.microsoft.CompanyPortalMac.Mac-Autofill-Extension(1)\n',
            stderr: '',
          },
        },
      },
      unknown('unreadable'),
    ],
    [
      'a list that failed',
      { commands: { [PLUGINKIT]: { exitCode: 1, stdout: '', stderr: '' } } },
      unknown('refused'),
    ],
    [
      'a list that may not be asked',
      { commands: { [PLUGINKIT]: fails('denied') } },
      unknown('needs-elevation'),
    ],
    ['no Company Portal', portalMissing(), notApplicable],
  ])('in AutoFill: %s', async (_what, part, credential) => {
    expect(await factsOf(ssoSecureEnclave(), part)).toMatchObject({ credentialProvider: credential });
  });

  it('on and off at once is neither', async () => {
    const line = 'com.microsoft.CompanyPortalMac.Mac-Autofill-Extension(5.2504.0)';
    const both = { exitCode: 0, stdout: `+    ${line}\n-    ${line}\n`, stderr: '' };
    expect(await factsOf(ssoSecureEnclave(), { commands: { [PLUGINKIT]: both } })).toMatchObject({
      credentialProvider: unknown('unreadable'),
    });
  });
});
