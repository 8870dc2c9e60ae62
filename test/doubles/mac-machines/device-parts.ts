import { type FakeMachine, fails } from '../fake-reach.ts';

// Parts of pretended Macs, to be put together with `assemble` (linux-machines/parts.ts); a later part wins. Layouts and words are
// those of the sources named at each part; identifiers are invented. No Mac was recorded.

type Output = { exitCode: number; stdout: string; stderr: string };
const said = (stdout: string): Output => ({ exitCode: 0, stdout, stderr: '' });
const failed = (exitCode: number, stderr: string): Output => ({ exitCode, stdout: '', stderr });

const SYSCTL =
  '/usr/sbin/sysctl -i hw.model hw.memsize machdep.cpu.brand_string hw.optional.arm64 sysctl.proc_translated kern.hv_vmm_present';
const SP_CHIP = '/usr/sbin/system_profiler -json SPiBridgeDataType';
const SP_BLUETOOTH = '/usr/sbin/system_profiler -json SPBluetoothDataType';
const IOREG = '/usr/sbin/ioreg -a -r -c';
const PRODUCT_NAME = `${IOREG} IOPlatformDevice -k product-name`;
const MANAGED = '/Library/Managed Preferences';

/** The person of these machines; the number of the first account that macOS makes. */
export const personUid = 501;
const person = 'user';

/** Version by `sw_vers`: https://keith.github.io/xcode-man-pages/sw_vers.1.html */
export function macos(version: string, build: string, extra?: string): FakeMachine {
  return {
    commands: {
      '/usr/bin/sw_vers': said(
        `ProductName:\t\tmacOS\nProductVersion:\t\t${version}\n${extra ? `ProductVersionExtra:\t${extra}\n` : ''}BuildVersion:\t\t${build}\n`,
      ),
    },
  };
}

type Kernel = {
  model: string;
  brand: string;
  memoryGib?: number;
  arm64?: boolean;
  translated?: boolean;
  virtual?: boolean;
  /** As the device tree of Apple silicon has it. */
  productName?: string;
};

/** A node of the device tree as `ioreg -a` prints it, with a serial number beside what is asked for. */
const node = (ioClass: string, more = '') =>
  `\t<dict>\n\t\t<key>IOClass</key>\n\t\t<string>${ioClass}</string>\n\t\t<key>IOPlatformSerialNumber</key>\n\t\t<string>C02EXAMPLE00</string>\n${more}\t</dict>\n`;
/** https://github.com/macadmins/osquery-extension/pull/110 */
const tree = (...nodes: string[]) =>
  said(
    `<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">\n<plist version="1.0">\n<array>\n${nodes.join('')}</array>\n</plist>\n`,
  );

/** What the kernel says, by `sysctl -i`: https://keith.github.io/xcode-man-pages/sysctl.8.html */
export function kernel(it: Kernel): FakeMachine {
  const { memoryGib = 16, arm64 = true, translated = false, virtual = false } = it;
  const lines = [
    `hw.model: ${it.model}`,
    `hw.memsize: ${memoryGib * 1024 ** 3}`,
    `machdep.cpu.brand_string: ${translated ? 'VirtualApple @ 2.50GHz' : it.brand}`,
    // An Intel kernel does not know these two names.
    ...(arm64 ? ['hw.optional.arm64: 1', `sysctl.proc_translated: ${translated ? 1 : 0}`] : []),
    `kern.hv_vmm_present: ${virtual ? 1 : 0}`,
  ];
  const base64 = Buffer.from(`${it.productName ?? ''}\0`).toString('base64');
  return {
    about: {
      platform: 'darwin',
      arch: arm64 && !translated ? 'arm64' : 'x64',
      kernel: '24.3.0',
      uid: personUid,
      homeDir: `/Users/${person}`,
      env: {},
    },
    commands: {
      [SYSCTL]: said(`${lines.join('\n')}\n`),
      [PRODUCT_NAME]: it.productName
        ? tree(
            node('IOPlatformDevice', `\t\t<key>product-name</key>\n\t\t<data>\n\t\t${base64}\n\t\t</data>\n`),
          )
        : said(''),
    },
  };
}

/** A security chip beside an Intel processor: https://support.apple.com/en-us/103265 */
export function securityChip(chip: 't2' | 't1' | 'none'): FakeMachine {
  const entry = {
    _name: 'spibridge_data',
    ibridge_boot_uuid: '00000000-0000-4000-8000-00000000EEEE',
    ibridge_build: '22P0000',
    ibridge_model_name: `Apple ${chip.toUpperCase()} Security Chip`,
    ibridge_serial_number: 'C00EXAMPLE00',
  };
  return {
    commands: {
      [SP_CHIP]: said(`${JSON.stringify({ SPiBridgeDataType: chip === 'none' ? [] : [entry] }, null, 2)}\n`),
    },
  };
}

type TouchId = {
  /** `both`: at the desk, lid open, with a keyboard that has a sensor too. */
  sensor: 'built-in' | 'keyboard' | 'both' | 'none';
  /** Prints by account number; accounts with none are left out. */
  prints?: Record<number, number>;
  /** Words from before macOS ran on Apple silicon. */
  oldWords?: boolean;
  functionality?: 0 | 1;
  unlock?: 0 | 1;
  /** The person's own switch for unlocking. */
  ownUnlock?: 0 | 1;
};

/**
 * Sensor and prints. On a Mac with Apple silicon without a sensor `functionality` is 1 all the same, and "for unlock" also without a print.
 * https://github.com/macadmins/osquery-extension/pull/110, https://github.com/kolide/launcher/issues/488, https://github.com/kolide/launcher/pull/502
 */
export function touchId(it: TouchId): FakeMachine {
  const { prints = {}, oldWords = false, functionality = 1, unlock = 1, ownUnlock = 1 } = it;
  const noun = oldWords ? 'fingerprint(s)' : 'biometric template(s)';
  const word = oldWords ? 'Touch ID' : 'Biometrics';
  const effective = oldWords ? 'Effective Touch ID' : 'Effective biometrics';
  const done = 'Operation performed successfully.';
  const list = (lines: string[]) => said(`${[...lines, done].join('\n')}\n`);
  const counts = Object.entries(prints).map(([uid, count]) => `User ${uid}:\t${count} ${noun}`);
  const effectiveUnlock = functionality === 1 && unlock === 1 && ownUnlock === 1 ? 1 : 0;
  const has = (where: 'built-in' | 'keyboard') => it.sensor === where || it.sensor === 'both';
  return {
    commands: {
      // One sensor built in shows as two nodes.
      [`${IOREG} AppleBiometricSensor`]: has('built-in')
        ? tree(node('AppleBiometricSensor'), node('AppleBiometricSensor'))
        : said(''),
      [`${IOREG} AppleMesaAccessory`]: has('keyboard') ? tree(node('AppleMesaAccessory')) : said(''),
      '/usr/bin/bioutil -c': list(counts.filter((line) => line.startsWith(`User ${personUid}:`))),
      '/usr/bin/bioutil -c -s': failed(1, 'This operation requires root privileges.'),
      '/usr/bin/bioutil -r -s': list([
        'System Touch ID configuration:',
        `\t${word} functionality: ${functionality}`,
        `\t${word} for unlock: ${unlock}`,
        ...(oldWords
          ? []
          : ['\tBiometric timeout (in seconds): 172800', '\tMatch timeout (in seconds): 14400']),
      ]),
      '/usr/bin/bioutil -r': list([
        'User Touch ID configuration:',
        `\t${word} for unlock: ${ownUnlock}`,
        `\t${word} for ApplePay: 1`,
        `\t${effective} for unlock: ${effectiveUnlock}`,
        `\t${effective} for ApplePay: 1`,
      ]),
    },
  };
}

/** Files of configuration profiles, by domain and then key; those that no profile sets are not there. */
export function managed(settings: Record<string, Record<string, unknown>> = {}): FakeMachine {
  const domains = ['com.apple.applicationaccess', 'com.apple.MCXBluetooth'];
  const documents = domains.flatMap((domain) => [
    [`${MANAGED}/${domain}.plist`, settings[domain] ?? fails('not-found')],
    [`${MANAGED}/${person}/${domain}.plist`, fails('not-found')],
  ]);
  return { documents: Object.fromEntries(documents) };
}

type Radio = { state?: 'attrib_on' | 'attrib_off'; transport?: string; chipset?: string };

/** Bluetooth of macOS 12 and later, with devices that bear people's names; null = no radio. */
export function macBluetooth(radio: Radio | null = {}): FakeMachine {
  const { state = 'attrib_on', transport = 'PCIe', chipset = 'BCM_4388' } = radio ?? {};
  const isOn = state === 'attrib_on';
  const controller = isOn
    ? {
        controller_address: '02:00:00:00:00:01',
        controller_chipset: chipset,
        controller_discoverable: 'attrib_off',
        controller_firmwareVersion: '23.1.000.0000',
        controller_state: state,
        controller_transport: transport,
      }
    : { controller_state: state, controller_transport: transport };
  const entry = {
    controller_properties: controller,
    ...(isOn
      ? {
          device_connected: [
            { 'Keyboard of Erin': { device_address: '02:00:00:00:00:02', device_minorType: 'Keyboard' } },
          ],
          device_not_connected: [{ 'Erin’s phone': { device_address: '02:00:00:00:00:03' } }],
        }
      : {}),
  };
  const report = { SPBluetoothDataType: radio === null ? [] : [entry] };
  return { commands: { [SP_BLUETOOTH]: said(`${JSON.stringify(report, null, 2)}\n`) } };
}

/** `profiles status -type enrollment`: https://keith.github.io/xcode-man-pages/profiles.1.html */
export function mdm(how: 'none' | 'automated' | 'approved' | 'unapproved'): FakeMachine {
  const enrolled = {
    none: 'No',
    automated: 'Yes (User Approved)',
    approved: 'Yes (User Approved)',
    unapproved: 'Yes',
  };
  const server = how === 'none' ? '' : 'MDM server: https://mdm.example.test/mdm/ServerURL?id=canary\n';
  return {
    commands: {
      '/usr/bin/profiles status -type enrollment': said(
        `Enrolled via DEP: ${how === 'automated' ? 'Yes' : 'No'}\nMDM enrollment: ${enrolled[how]}\n${server}`,
      ),
    },
  };
}

/** FileVault by `fdesetup status`, and whether somebody is logged in automatically. */
export function protection(fileVault: 'On' | 'Off', automaticLogin = false): FakeMachine {
  return {
    commands: { '/usr/bin/fdesetup status': said(`FileVault is ${fileVault}.\n`) },
    documents: {
      '/Library/Preferences/com.apple.loginwindow.plist': {
        GuestEnabled: false,
        lastUserName: 'erin',
        ...(automaticLogin ? { autoLoginUser: 'erin' } : {}),
      },
    },
  };
}

/** Who has the screen, by number; 0 = the login window. */
export function screenOf(uid: number): FakeMachine {
  return { commands: { '/usr/bin/stat -f %u /dev/console': said(`${uid}\n`) } };
}

/** The scan runs as root from launchd; then `bioutil -c -s` answers too. */
export function asRoot(prints: Record<number, number> = {}): FakeMachine {
  const counts = Object.entries(prints).map(
    ([uid, count]) => `User ${uid}:\t${count} biometric template(s)\n`,
  );
  return {
    about: {
      platform: 'darwin',
      arch: 'arm64',
      kernel: '24.3.0',
      uid: 0,
      elevated: true,
      homeDir: '/var/root',
      env: {},
    },
    commands: {
      '/bin/launchctl managername': said('System\n'),
      '/usr/bin/bioutil -c -s': said(`${counts.join('')}Operation performed successfully.\n`),
    },
  };
}

/** The scan runs in a session that came over the network. */
export function overSsh(): FakeMachine {
  return {
    about: {
      platform: 'darwin',
      arch: 'arm64',
      kernel: '24.3.0',
      uid: personUid,
      homeDir: `/Users/${person}`,
      env: { SSH_CONNECTION: '1', SSH_TTY: '1' },
    },
  };
}
