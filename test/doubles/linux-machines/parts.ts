import { yubikey543 } from '../../lab/security-keys/models/yubico.ts';
import { type FakeMachine, fails } from '../fake-reach.ts';
import { answersOf } from '../security-keys/answers-of.ts';

/** What systemd-logind answers about the caller's session: https://www.freedesktop.org/software/systemd/man/latest/org.freedesktop.login1.html */
export function logindSession(session: {
  remote: boolean;
  type: string;
  class: string;
  service: string;
  desktop: string;
  seat: string;
}): NonNullable<FakeMachine['dbusCalls']> {
  const path = '/org/freedesktop/login1/session/_32';
  const get = `org.freedesktop.login1 ${path} org.freedesktop.DBus.Properties.Get org.freedesktop.login1.Session`;
  const seatPath = session.seat === '' ? '/' : `/org/freedesktop/login1/seat/${session.seat}`;
  return {
    'org.freedesktop.login1 /org/freedesktop/login1 org.freedesktop.login1.Manager.GetSession auto': [path],
    [`${get} Remote`]: [session.remote],
    [`${get} Type`]: [session.type],
    [`${get} Class`]: [session.class],
    [`${get} Service`]: [session.service],
    [`${get} Desktop`]: [session.desktop],
    [`${get} Seat`]: [[session.seat, seatPath]],
  };
}

export const fprintdDevices =
  'net.reactivated.Fprint /net/reactivated/Fprint/Manager net.reactivated.Fprint.Manager.GetDevices';
const reader = 'net.reactivated.Fprint /net/reactivated/Fprint/Device/0';
const readerGet = `${reader} org.freedesktop.DBus.Properties.Get net.reactivated.Fprint.Device`;
export const fprintdFingers = `${reader} net.reactivated.Fprint.Device.ListEnrolledFingers `;

/** One reader as fprintd describes it: https://fprint.freedesktop.org/fprintd-dev/Device.html */
export function fprintdReader(
  name: string,
  fingers: unknown[] | ReturnType<typeof fails>,
): NonNullable<FakeMachine['dbusCalls']> {
  return {
    [fprintdDevices]: [['/net/reactivated/Fprint/Device/0']],
    [`${readerGet} name`]: [name],
    [`${readerGet} scan-type`]: ['press'],
    [fprintdFingers]: fingers,
  };
}

/** Report descriptor of a FIDO key, CTAP 2.1 section 11.2.8.2. */
export const FIDO_DESCRIPTOR = '06d0f10901a1010920150026ff007508954081020921150026ff00750895409102c0';
/** Report descriptor of a boot keyboard, HID 1.11 appendix E.6. */
export const KEYBOARD_DESCRIPTOR =
  '05010906a101050719e029e71500250175019508810295017508810195057501050819012905910295017503910195067508150025650507190029658100c0';

/** A YubiKey 5 NFC with firmware 5.4.3 on USB as the kernel shows it; the node may or may not be open to this account. */
export function yubiKey(node: string, mayOpen: boolean): FakeMachine {
  const usb = '/sys/devices/pci0000:00/0000:00:14.0/usb3/3-3';
  const device = `/sys/class/hidraw/${node}/device`;
  return {
    hex: { [`${device}/report_descriptor`]: FIDO_DESCRIPTOR },
    links: { [device]: `${usb}/3-3:1.1/0003:1050:0407.0004` },
    texts: { [`${usb}/manufacturer`]: 'Yubico\n', [`${usb}/product`]: 'YubiKey OTP+FIDO+CCID\n' },
    mayOpen: { [`/dev/${node}`]: mayOpen },
    keys: { [`/dev/${node}`]: mayOpen ? answersOf(yubikey543) : fails('denied') },
    hid: [
      {
        path: `/dev/${node}`,
        vendorId: 0x1050,
        productId: 0x0407,
        usagePage: 0xf1d0,
        usage: 1,
        manufacturer: 'Yubico',
        product: 'YubiKey OTP+FIDO+CCID',
        mark: null,
      },
    ],
  };
}

/** One rfkill entry: https://www.kernel.org/doc/Documentation/ABI/stable/sysfs-class-rfkill */
export function radioSwitch(entry: string, name: string, soft: 0 | 1, hard: 0 | 1): Record<string, string> {
  const folder = `/sys/class/rfkill/${entry}`;
  return {
    [`${folder}/type`]: 'bluetooth\n',
    [`${folder}/name`]: `${name}\n`,
    [`${folder}/soft`]: `${soft}\n`,
    [`${folder}/hard`]: `${hard}\n`,
  };
}

const EFI_VARIABLES = '/sys/firmware/efi/efivars';
const GLOBAL = '8be4df61-93ca-11d2-aa0d-00e098032b8c';
/** EFI variables as efivarfs shows them: four attribute bytes, one of data. */
export function efiVariables(secureBoot: 0 | 1, setupMode: 0 | 1, others: string[] = []): FakeMachine {
  return {
    folders: {
      '/sys/firmware/efi': ['efivars', 'fw_platform_size', 'runtime', 'systab'],
      [EFI_VARIABLES]: [`BootOrder-${GLOBAL}`, `SecureBoot-${GLOBAL}`, `SetupMode-${GLOBAL}`, ...others],
    },
    hex: {
      [`${EFI_VARIABLES}/SecureBoot-${GLOBAL}`]: `060000000${secureBoot}`,
      [`${EFI_VARIABLES}/SetupMode-${GLOBAL}`]: `060000000${setupMode}`,
    },
  };
}

/** A network that lets both relays of phone sign-in be reached. */
export const openNetwork: FakeMachine = {
  network: { 'cable.ua5v.com:443': 'connected', 'cable.auth.com:443': 'connected' },
};

/** One machine out of parts; a later part's answers are added to the earlier ones and win over them. */
export function assemble(...parts: FakeMachine[]): FakeMachine {
  const whole: Record<string, unknown> = {};
  for (const part of parts) {
    for (const [port, answers] of Object.entries(part)) {
      const before = whole[port];
      const bothTables = isTable(before) && isTable(answers);
      whole[port] = bothTables ? { ...before, ...answers } : answers;
    }
  }
  return whole as FakeMachine;
}

function isTable(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !('ok' in value);
}
