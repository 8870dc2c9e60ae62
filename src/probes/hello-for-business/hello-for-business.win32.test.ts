import { describe, expect, it } from 'vitest';
import { type FakeMachine, fails, fakeReach, neverStops } from '../../../test/doubles/fake-reach.ts';
import type { FakeRegistry } from '../../../test/doubles/fake-registry.ts';
import {
  deviceDetails,
  deviceState,
  diagnostics,
  dsregSection,
  dsregText,
  ERIN,
  ngcCheck,
  ssoState,
  tenantDetails,
  userState,
  workAccount,
} from '../../../test/doubles/windows-machines/dsregcmd-text.ts';
import { helloForBusinessWin32 } from './hello-for-business.win32.ts';

const sid = 'S-1-12-1-1764298341-1180943215-3062218649-2514370081';
const PROGRAM = 'C:\\Windows\\System32\\dsregcmd.exe /status';
const person = { thisProcess: { elevated: false, sid, sessionId: 1, remote: false } };
const known = (value: unknown) => ({ kind: 'known', value });
const observe = (answer: string | ReturnType<typeof fails>, more: FakeMachine = {}) =>
  helloForBusinessWin32.observe(
    fakeReach({
      otherwise: 'not-found',
      native: person,
      commands: {
        [PROGRAM]: typeof answer === 'string' ? { exitCode: 0, stdout: answer, stderr: '' } : answer,
      },
      ...more,
    }),
    neverStops(),
  );

const head = [deviceState('YES', 'NO'), deviceDetails('SUCCESS'), tenantDetails];
const setUp = dsregText(...head, userState('YES'), ssoState('YES'), diagnostics(ERIN));
const before = (check: string) =>
  dsregText(...head, userState('NO'), ssoState('YES'), diagnostics(ERIN), check);

describe('Windows Hello for Business', () => {
  it('that is set up', async () => {
    const found = await observe(setUp);
    expect(found).toMatchObject({
      kind: 'known',
      facts: {
        credential: known(true),
        primaryRefreshToken: known(true),
        prerequisites: { kind: 'not-applicable' },
        lastSignInError: { kind: 'not-applicable' },
      },
    });
    expect(JSON.stringify(found)).not.toMatch(/erin|contoso/i);
  });
  it('that will be offered', async () => {
    expect(await observe(before(ngcCheck({}, 'WillProvision')))).toMatchObject({
      facts: { credential: known(false), prerequisites: known({ willProvision: true, unmet: [] }) },
    });
  });
  it('on a hybrid device after a wrong password', async () => {
    const failed = ssoState('NO', [
      ['AcquirePrtDiagnostics', 'PRESENT'],
      ['Attempt Status', '0xC000006D'],
      ['User Identity', 'omar.reyes@contoso.example'],
      [
        'Server Error Description',
        'AADSTS50126: Error validating credentials due to invalid username or password.',
      ],
    ]);
    const check = ngcCheck({ IsUserAzureAD: 'NO' }, 'WillNotProvision');
    const found = await observe(
      dsregText(
        deviceState('YES', 'YES'),
        userState('NO'),
        failed,
        diagnostics('CONTOSO\\oreyes, o@contoso.example'),
        check,
      ),
    );
    expect(found).toMatchObject({
      facts: {
        primaryRefreshToken: known(false),
        prerequisites: known({ willProvision: false, unmet: ['IsUserAzureAD'] }),
        lastSignInError: known('0xc000006d'),
      },
    });
    expect(JSON.stringify(found)).not.toMatch(/reyes|contoso/i);
  });
});

describe('the check of Windows', () => {
  it.each([
    [
      'a line that only certificate trust has',
      ngcCheck({ CertEnrollment: 'enrollment authority' }, 'WillNotProvision', [
        ['AdfsRefreshToken', 'NO'],
        ['AdfsRaIsReady', 'YES'],
        ['LogonCertTemplateReady', 'No ( 1 : StateNoPolicy )'],
      ]),
      known({ willProvision: false, unmet: ['AdfsRefreshToken', 'LogonCertTemplateReady'] }),
    ],
    ['every plain line YES', ngcCheck({}, 'WillNotProvision'), known({ willProvision: false, unmet: [] })],
    [
      'lines it could not answer',
      ngcCheck({ IsDeviceJoined: 'UNKNOWN', DeviceEligible: 'NO' }, 'WillNotProvision'),
      { kind: 'unknown', reason: 'refused' },
    ],
    [
      'an error in place of a check',
      ngcCheck({}, 'WillNotProvision', [['NgcPreReq', 'ERROR (0xd0020017)']]),
      { kind: 'unknown', reason: 'refused' },
    ],
    [
      'a question what is required',
      ngcCheck({ PolicyEnabled: 'NO' }, 'WillNotProvision', [['X509CertRequired', 'NO']]),
      known({ willProvision: false, unmet: ['PolicyEnabled'] }),
    ],
    ['no check at all', '', { kind: 'unknown', reason: 'not-supported' }],
    ['another word', ngcCheck({}, 'WillPerhaps'), { kind: 'unknown', reason: 'unreadable' }],
  ])('%s', async (_name, check, prerequisites) => {
    expect(await observe(before(check))).toMatchObject({
      facts: { credential: known(false), prerequisites },
    });
  });
});

describe('the sign-in token', () => {
  it('of a registered device is not asked for here', async () => {
    const home = dsregText(deviceState('NO', 'NO'), userState('NO'), ssoState('NO'), workAccount);
    expect(await observe(home)).toMatchObject({
      // The work account's own NgcSet is YES.
      facts: { credential: known(false), primaryRefreshToken: { kind: 'not-applicable' } },
    });
  });
  it('and the credential are not "no" when the line says something else', async () => {
    const odd = dsregText(
      deviceState('YES', 'NO'),
      userState('UNKNOWN'),
      ssoState('ERROR', [['Attempt Status', 'none']]),
    );
    expect(await observe(odd)).toMatchObject({
      facts: {
        credential: { kind: 'unknown', reason: 'unreadable' },
        primaryRefreshToken: { kind: 'unknown', reason: 'unreadable' },
        lastSignInError: { kind: 'unknown', reason: 'unreadable' },
      },
    });
    const none = dsregText(
      deviceState('YES', 'NO'),
      userState('NO'),
      ssoState('YES', [['Attempt Status', '0x0']]),
    );
    expect(await observe(none)).toMatchObject({ facts: { lastSignInError: { kind: 'not-applicable' } } });
  });
});

describe('whose view', () => {
  const nobody = { kind: 'unknown', reason: 'needs-person-session' };
  it('a service never starts the program', async () => {
    const calls: string[] = [];
    const native = { thisProcess: { elevated: true, sid: 'S-1-5-18', sessionId: 0, remote: false } };
    expect(await observe(setUp, { native, onCall: (call) => calls.push(call) })).toMatchObject(nobody);
    expect(calls.some((call) => call.startsWith('run '))).toBe(false);
  });
  it.each([
    'WORKGROUP\\PC-0417$',
    'CONTOSO\\SRV-FILE02$, SRV-FILE02$@ad.contoso.example',
    'NT AUTHORITY\\SYSTEM',
  ])('of %s is nobody’s', async (account) => {
    const found = await observe(dsregText(...head, userState('NO'), ssoState('NO'), diagnostics(account)));
    expect(found).toMatchObject(nobody);
  });
  it('without the line is of the one who asked', async () => {
    const unjoined = dsregText(
      deviceState('NO', 'NO'),
      userState('NO'),
      ssoState('NO'),
      ngcCheck({}, 'WillNotProvision'),
    );
    expect(await observe(unjoined)).toMatchObject({ facts: { credential: known(false) } });
  });
});

describe('without the program', () => {
  const PIN =
    'HKLM\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Authentication\\Credential Providers\\{D6886603-9D2F-4EB2-B667-1971041FA96B}';
  const join = {
    type: 1,
    deviceId: null,
    tenantId: null,
    idpDomain: null,
    hasMdmUrl: false,
    hasUserKey: true,
  };
  const native = { ...person, entraJoin: { result: 0, join } };
  const own = { [`${PIN}\\${sid}`]: { LogonCredsAvailable: 1 } };
  it('the key of the person who joined is this person’s where nobody else has a PIN', async () => {
    expect(await observe(fails('timed-out'), { native, registry: own })).toMatchObject({
      kind: 'known',
      facts: { credential: known(true), primaryRefreshToken: { kind: 'unknown', reason: 'timed-out' } },
    });
  });
  it.each([
    [
      'somebody else has one too',
      native,
      { ...own, [`${PIN}\\S-1-12-1-9-9-9-9`]: { LogonCredsAvailable: 1 } },
    ],
    ['this person has none', native, { [`${PIN}\\${sid}`]: { LogonCredsAvailable: 0 } }],
    [
      'there is no such key',
      { ...person, entraJoin: { result: 0, join: { ...join, hasUserKey: false } } },
      own,
    ],
    ['the call failed', person, own],
  ])('nothing is said when %s', async (_why, answers, registry) => {
    expect(
      await observe(fails('timed-out'), { native: answers, registry: registry as FakeRegistry }),
    ).toMatchObject({
      kind: 'unknown',
      reason: 'timed-out',
    });
  });
  it.each([
    ['Ergebnis : JA', 'unreadable'],
    [dsregSection('Device State', []), 'unreadable'],
    ['', 'unreadable'],
  ])('%j is not an answer', async (text, reason) => {
    expect(await observe(text)).toMatchObject({ kind: 'unknown', reason });
  });
});
