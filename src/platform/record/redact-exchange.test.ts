import { describe, expect, it } from 'vitest';
import type { Exchange } from '../../contract/capture.ts';
import { exchangeRedactor } from './redact-exchange.ts';

const names = {
  users: ['annegret.kunz', 'root', 'akunz'],
  hosts: ['kunz-thinkpad.corp.example', 'kunz-thinkpad', 'debian'],
  homes: ['/home/annegret.kunz', '/root'],
};
function redact(value: unknown, more: Partial<Exchange> = {}): Exchange {
  return exchangeRedactor(names)({
    port: 'files',
    call: 'readText',
    args: ['/x'],
    outcome: { ok: true, value },
    ...more,
  });
}
const said = (value: unknown) => {
  const { outcome } = redact(value);
  return outcome.ok ? outcome.value : null;
};

describe('exchangeRedactor', () => {
  it.each([
    ['a home folder', '/home/annegret.kunz/.config', '/home/user/.config'],
    ['another person’s home folder', 'x=/home/bob:/home/eve/y', 'x=/home/user-3:/home/user-4/y'],
    ['a Mac’s home folder', '/Users/bob/Library', '/Users/user-3/Library'],
    ['a Windows home folder', 'C:\\Users\\bob\\AppData', 'C:\\Users\\user-3\\AppData'],
    ['an account name', 'logged in: akunz (1000)', 'logged in: user-2 (1000)'],
    ['a host name', 'on kunz-thinkpad since', 'on host since'],
    ['a full host name in capitals', 'KUNZ-THINKPAD.corp.example', 'host'],
    ['a MAC address', 'ether 3c:a9:f4:00:1b:2C up', 'ether 00:00:00:00:00:00 up'],
    [
      'a MAC address in an object path',
      '/org/bluez/hci0/dev_3C_A9_F4_00_1B_2C',
      '/org/bluez/hci0/dev_00_00_00_00_00_00',
    ],
    ['a MAC address with dashes', '3C-A9-F4-00-1B-2C', '00-00-00-00-00-00'],
    ['an address of eight bytes', '01:02:03:04:05:06:07:08', '00:00:00:00:00:00:00:00'],
    ['an e-mail address', 'as Anna.Kunz@Corp.Example.com now', 'as user@example.invalid now'],
    [
      'a serial number on a line',
      'Serial Number: PF2ABCDE\nModel: 21HM',
      'Serial Number: REDACTED\nModel: 21HM',
    ],
    [
      'a serial number of udev',
      'HID_UNIQ=14A9F\nID_SERIAL_SHORT=99',
      'HID_UNIQ=REDACTED\nID_SERIAL_SHORT=REDACTED',
    ],
    ['a serial number in JSON', '{"serial": "PF2ABCDE", "a": 1}', '{"serial": "REDACTED", "a": 1}'],
    [
      'a device id of the directory',
      'device_id=8c5b2f0e-1f1e-4a53-9d1a-7f6c5b4a3e2d',
      'device_id=00000000-0000-4000-8000-000000000001',
    ],
    ['a serial number in a name', 'Reader (S/N: ABC1234', 'Reader (S/N: REDACTED'],
    ['an empty serial number, and nothing after it', 'HID_UNIQ=\nMODALIAS=x', 'HID_UNIQ=\nMODALIAS=x'],
    ['a password', 'x --password=hunter2 y', 'x --password=REDACTED y'],
    ['an account in an address', 'smb://eve:pw@nas/x', 'smb://REDACTED@nas/x'],
    ['a query', 'https://a.example/b?t=abc123&u=7 c', 'https://a.example/b?REDACTED c'],
    ['a Windows account', 'S-1-5-21-1111-2222-3333-1001', 'S-1-5-21-0-0-0-1001'],
  ])('hides %s', (_what, given, kept) => {
    expect(said(given)).toBe(kept);
  });

  it.each([
    ['the distribution, although the host bears its name', 'ID=debian\nNAME="Debian GNU/Linux"'],
    ['root, who is nobody', 'uid=0(root) /root'],
    ['a systemd unit', 'user@1000.service getty@tty1.service'],
    ['a GATT service', '0000fffd-0000-1000-8000-00805f9b34fb'],
    ['a version', '15.23.17476.7170 2:1.1.1f-1ubuntu2'],
    ['a PCI address and a time', '0000:00:1f.6 2026-01-02T03:04:05'],
    ['a word that only contains a name', 'akunzite'],
    ['shared folders', '/Users/Shared/x C:\\Users\\Public\\y'],
  ])('keeps %s', (_what, given) => {
    expect(said(given)).toBe(given);
  });

  it.each([
    ['Exec=mysql -phunter2 %U', 'Exec=mysql'],
    [
      'Exec=env "A=hunter2" B=hunter2 /snap/bin/chromium hunter2',
      'Exec=env A=REDACTED B=REDACTED /snap/bin/chromium',
    ],
    [
      'Exec=/usr/bin/flatpak run --branch=stable org.mozilla.firefox hunter2.corp.example @@u %u @@',
      'Exec=/usr/bin/flatpak run org.mozilla.firefox',
    ],
    ['Name=Exec=x\nTryExec=/opt/a hunter2', 'Name=Exec=x\nTryExec=/opt/a'],
    ['Exec=', 'Exec='],
  ])('of a desktop file keeps no argument: %j', (given, kept) => {
    const { outcome } = redact(given, { args: ['/usr/share/applications/a.desktop'] });
    expect(outcome).toEqual({ ok: true, value: kept });
  });

  it('leaves a question about the parts of a file as it was asked, but for the names in it', () => {
    const keep = {
      'PPP/TokenCard': 'presence',
      'PPP/AuthPasswordEncryption': 'value',
      'PPP/AuthPassword': 'value',
      serial: 'value',
    };
    const more = {
      call: 'readParts',
      args: ['/home/akunz/x.plist', 'plist', { at: ['akunz'], each: false, keep }],
    };
    const { args, outcome } = redact(
      [
        {
          name: '',
          kept: {
            'PPP/TokenCard': true,
            'PPP/AuthPasswordEncryption': 'Keychain',
            'PPP/AuthPassword': 'hunter2',
            serial: 'PF2ABCDE',
          },
        },
      ],
      more,
    );
    expect(args).toEqual(['/home/user-2/x.plist', 'plist', { at: ['user-2'], each: false, keep }]);
    expect(outcome).toEqual({
      ok: true,
      value: [
        {
          name: '',
          kept: {
            'PPP/TokenCard': true,
            'PPP/AuthPasswordEncryption': 'Keychain',
            'PPP/AuthPassword': 'REDACTED',
            serial: 'REDACTED',
          },
        },
      ],
    });
  });
  it('looks into nested values, keys and arguments', () => {
    const exchange = redact(
      { '/home/annegret.kunz': [{ Serial: 'X1', Address: '3C:A9:F4:00:1B:2C', ok: true, n: 7 }] },
      { args: ['/home/annegret.kunz/.x', { deep: ['kunz-thinkpad'] }] },
    );
    expect(exchange).toEqual({
      port: 'files',
      call: 'readText',
      args: ['/home/user/.x', { deep: ['host'] }],
      outcome: {
        ok: true,
        value: { '/home/user': [{ Serial: 'REDACTED', Address: 'REDACTED', ok: true, n: 7 }] },
      },
    });
  });

  it.each(['/etc/machine-id', '/sys/class/dmi/id/product_serial', '/sys/class/dmi/id/product_uuid'])(
    'keeps nothing of %s',
    (path) => {
      const { outcome } = redact('0123456789abcdef0123456789abcdef', { args: [path] });
      expect(outcome).toEqual({ ok: true, value: 'REDACTED' });
    },
  );

  it('hides names in bytes and keeps their length', () => {
    const bytes = Buffer.concat([
      Buffer.from([1, 0]),
      Buffer.from('akunz'),
      Buffer.from('kunz-thinkpad', 'utf16le'),
    ]);
    const kept = Buffer.from(String(said(bytes.toString('hex'))), 'hex');
    expect(kept).toHaveLength(bytes.length);
    expect(kept.toString('latin1')).not.toMatch(/akunz/);
    expect(kept.toString('utf16le', 7)).not.toMatch(/kunz/);
  });

  it('hides the names of people’s folders that were listed, and the reason of a refusal', () => {
    const redactor = exchangeRedactor(names);
    const list = {
      port: 'files',
      call: 'list',
      args: ['/home'],
      outcome: { ok: true, value: ['bob', 'annegret.kunz'] },
    };
    expect(redactor(list as Exchange).outcome).toEqual({ ok: true, value: ['user-3', 'user'] });
    const refused = {
      ...list,
      args: ['/home/bob'],
      outcome: { ok: false, problem: 'denied', detail: 'bob says no' },
    };
    expect(redactor(refused as Exchange)).toMatchObject({
      args: ['/home/user-3'],
      outcome: { ok: false, problem: 'denied', detail: 'user-3 says no' },
    });
  });

  it.each([
    ['hex', '0a'.repeat(1_000_000)],
    ['words', 'word '.repeat(400_000)],
    ['dots', 'a.'.repeat(200_000)],
    ['colons', 'aa:'.repeat(600_000)],
    ['slashes', '/home'.repeat(400_000)],
    ['people', Array.from({ length: 20_000 }, (_, n) => `/home/p${n}x/`).join(' ')],
    ['serials', 'serial '.repeat(300_000)],
  ])('is not slowed down by megabytes of %s', (_what, text) => {
    const startedAtMs = performance.now();
    said(text);
    expect(performance.now() - startedAtMs).toBeLessThan(10_000);
  });

  it('lets no canary through, wherever it sits', () => {
    const canaries = [
      'annegret.kunz',
      'akunz',
      'kunz-thinkpad',
      '3c:a9:f4:00:1b:2c',
      'anna@corp.example.com',
    ];
    const shapes = canaries.flatMap((canary) => [
      canary,
      canary.toUpperCase(),
      `"${canary}"`,
      `<${canary}>`,
      `a=${canary};b`,
      `\t${canary}\n`,
      `/run/user/${canary}/x`,
      `${canary}_`,
      `(${canary})`,
    ]);
    const text = JSON.stringify(redact({ list: shapes, nested: { [shapes[0] as string]: shapes } }));
    for (const canary of canaries) expect(text.toLowerCase()).not.toContain(canary);
  });

  it('keeps of udev, PAM and login screen files only what is asked of them', () => {
    const read = (path: string, value: string) => {
      const { outcome } = redact(value, { args: [path] });
      return outcome.ok ? outcome.value : null;
    };
    expect(
      read('/run/udev/data/c240:3', 'I:1\nE:ID_SERIAL=X99\nE:ID_FIDO_TOKEN=1\nS:anna\nQ:uaccess\nV:1\n'),
    ).toBe('E:ID_FIDO_TOKEN=1\nQ:uaccess\nV:1\n');
    const rules = [
      '# for anna',
      'auth [success=1 default=ignore] pam_ldap.so bindpw=hunter2',
      '@include common-auth',
      '-session optional \\\n pam_u2f.so authfile=/home/anna/x',
    ];
    expect(read('/etc/pam.d/sudo', rules.join('\n'))).toBe(
      'auth [success=1 default=ignore] pam_ldap.so\n@include common-auth\n-session optional   pam_u2f.so\n',
    );
    expect(read('/etc/pam.conf', 'sudo auth required pam_u2f.so cue\n')).toBe(
      'sudo auth required pam_u2f.so\n',
    );
    expect(
      read(
        '/etc/dconf/db/gdm.d/01',
        '[org/gnome/login-screen]\nbanner=Kunz AG\nenable-fingerprint-authentication=false\n',
      ),
    ).toBe('[org/gnome/login-screen]\nenable-fingerprint-authentication=false\n');
  });
});

describe('parts of structured files', () => {
  const folder = '/home/annegret.kunz/.mozilla/firefox/abcd.default';
  const addon = 'support@lastpass.com';
  const question = {
    at: ['addons'],
    each: true,
    only: { key: 'id', values: [addon] },
    keep: { id: 'value', active: 'value' },
  };
  const value = [{ name: 'akunz', kept: { id: addon, active: true, other: 'anna@corp.example.com' } }];
  it('keep what the question itself says, so that a replay finds it, and nothing personal besides', () => {
    const args = [`${folder}/extensions.json`, 'json', question];
    const { args: asked, outcome } = redact(value, { call: 'readParts', args });
    expect(asked).toEqual(['/home/user/.mozilla/firefox/abcd.default/extensions.json', 'json', question]);
    expect(outcome).toEqual({
      ok: true,
      value: [{ name: 'user-2', kept: { id: addon, active: true, other: 'user@example.invalid' } }],
    });
  });
  it('names that people gave to profiles of Firefox go', () => {
    const list = '[Profile0]\nName=Anna private\nIsRelative=1\nPath=Profiles/abcd.default\nDefault=1\n';
    const { outcome } = redact(list, { args: [`${folder}/../profiles.ini`] });
    expect(outcome).toEqual({ ok: true, value: '[Profile0]\nIsRelative=1\nPath=Profiles/abcd.default' });
  });
});
