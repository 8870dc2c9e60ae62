import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  DEVICE,
  deviceDetails,
  deviceState,
  diagnostics,
  dsregSection,
  dsregText,
  ERIN,
  ssoState,
  tenantDetails,
  userState,
  workAccount,
} from '../../../test/doubles/windows-machines/dsregcmd-text.ts';
import { type DsregStatus, parseDsregcmd } from './parse-dsregcmd.ts';

const whole = dsregText(
  deviceState('YES', 'NO'),
  deviceDetails('SUCCESS'),
  tenantDetails,
  userState('YES'),
  ssoState('YES'),
  diagnostics(ERIN),
);
function parse(text: string): DsregStatus {
  const status = parseDsregcmd(text);
  if (status === 'unreadable') throw new Error('not read');
  return status;
}

describe('dsregcmd /status', () => {
  it('is read by its keys', () => {
    const status = parse(whole);
    expect(status.flag('AzureAdJoined')).toBe(true);
    expect(status.flag('DomainJoined')).toBe(false);
    expect(status.value('DeviceId')).toBe(DEVICE);
    // Split at the first colon only.
    expect(status.value('AuthCodeUrl')).toMatch(/^https:\/\/login\.microsoftonline\.com\//);
    expect(status.value('DeviceCertificateValidity')).toMatch(/^\[ 2025/);
    expect(status.value('NoSuchKey')).toBeNull();
    expect(status.linesBeside('NgcSet').map(({ key }) => key)).toEqual([
      'NgcSet',
      'WorkplaceJoined',
      'WamDefaultSet',
    ]);
  });
  it.each([
    ['line ends of a copy', whole.replaceAll('\r\n', '\n')],
    ['lines filled with blanks', whole.replaceAll('\r\n', '          \r\n')],
    ['blanks lost', whole.replaceAll(/^ +/gm, '')],
    ['a narrower column', whole.replaceAll(/^ {4}/gm, '')],
    ['no blank before the colon', whole.replaceAll(/ :/g, ':')],
    ['closing rules of the documentation', whole.replaceAll('\r\n\r\n', `\r\n+${'-'.repeat(70)}+\r\n\r\n`)],
  ])('with %s says the same', (_name, text) => {
    const status = parse(text);
    expect(status.flag('NgcSet')).toBe(true);
    expect(status.value('Executing Account Name')).toBe(ERIN);
    expect(status.value('TenantName')).toBe('Contoso Example');
  });
  it('is not told by a work account, wherever it stands', () => {
    for (const text of [
      dsregText(workAccount, deviceState('NO', 'NO'), userState('NO')),
      dsregText(deviceState('NO', 'NO'), userState('NO'), workAccount),
    ]) {
      expect(parse(text).flag('NgcSet')).toBe(false);
      expect(parse(text).flag('TpmProtected')).toBeNull();
    }
  });
  it('takes UNKNOWN, ERROR and an empty value for no answer', () => {
    const odd = dsregSection('User State', [
      ['NgcSet', 'UNKNOWN'],
      ['WamDefaultSet', 'ERROR (0x80070520)'],
      ['WorkplaceJoined', ''],
    ]);
    const status = parse(dsregText(deviceState('NO', 'NO'), odd));
    for (const key of ['NgcSet', 'WamDefaultSet', 'WorkplaceJoined']) expect(status.flag(key)).toBeNull();
    expect(status.value('WorkplaceJoined')).toBe('');
  });
  it('is not confused by a progress line and by a line broken in two', () => {
    const text = dsregText(
      deviceState('NO', 'YES'),
      userState('NO'),
      `\r\nWaiting for Diagnostics Task to complete. This could take a few minutes...\r${' '.repeat(93)}\r     User Context : SYSTEM`,
      '    Auto Detect PAC Status : Failed to auto detect the Proxy Auto-Configuration (PAC) scr\r\nipt using WPAD. code: 0x80072f94',
    );
    expect(parse(text).value('User Context')).toBe('SYSTEM');
    expect(parse(text).value('Auto Detect PAC Status')).toMatch(/scr$/);
    expect(parse(text).flag('DomainJoined')).toBe(true);
  });
  it('keeps the first value of a key in its section', () => {
    const twice = dsregSection('User State', [
      ['NgcSet', 'NO'],
      ['NgcSet', 'YES'],
    ]);
    expect(parse(dsregText(deviceState('NO', 'NO'), twice)).flag('NgcSet')).toBe(false);
  });
  it('in the old layout keeps sign-in lines in the user’s section', () => {
    const old = dsregText(
      dsregSection('Device State', [
        ['AzureAdJoined', 'YES'],
        ['TenantId', DEVICE],
        ['DomainJoined', 'YES'],
      ]),
      dsregSection('User State', [
        ['NgcSet', 'NO'],
        ['AzureAdPrt', 'YES'],
      ]),
    );
    expect(parse(old).flag('AzureAdPrt')).toBe(true);
    expect(parse(old).value('TenantId')).toBe(DEVICE);
  });
  it.each([
    ['nothing', ''],
    ['a help text', 'dsregcmd : usage\n  /status : shows the state\n'],
    ['translated keys', 'AzureAdBeigetreten : JA\nDomäne : NEIN\n'],
    ['translated values', 'AzureAdJoined : JA\nNgcSet : NEIN\n'],
    ['another layout', 'AzureAdJoined = YES\nNgcSet = YES\n'],
    ['a page', '<html><body>AzureAdJoined</body></html>'],
  ])('%s is unreadable', (_name, text) => {
    expect(parseDsregcmd(text)).toBe('unreadable');
  });
  it('holds against any text', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.string(), fc.constantFrom('NgcSet : YES', '| x |', 'WorkplaceDeviceId : y'))),
        (lines) => {
          const status = parseDsregcmd(lines.join('\n'));
          if (status !== 'unreadable') expect([true, false, null]).toContain(status.flag('NgcSet'));
        },
      ),
    );
  });
});
