import { CAPTURE_SCHEMA_VERSION, type CaptureManifest } from '../../src/contract/capture.ts';
import type { PlatformName } from '../../src/contract/platform-name.ts';
import { yubikey571, yubikeyBioEnrolled } from '../lab/security-keys/models/yubico.ts';
import type { DescribedCapture } from './described-capture.ts';
import { linuxCaptures } from './linux-machines/linux-captures.ts';
import { macCaptures } from './mac-machines/captures.ts';
import { macWithKey } from './other-machines/mac-with-key.ts';
import { windowsAsAdmin, windowsHidden, windowsNotAdmin } from './other-machines/windows-with-key.ts';
import { windowsCaptures } from './windows-machines/captures.ts';

function manifest(title: string, sources: readonly string[], platform: PlatformName): CaptureManifest {
  return {
    captureVersion: CAPTURE_SCHEMA_VERSION,
    platform,
    agentVersion: '0.1.0',
    capturedAt: '2026-11-22T00:00:00.000Z',
    title: `${title} Reconstructed from documented structures, not recorded.`,
    sources: [...sources],
  };
}

const windows = [
  'https://github.com/libusb/hidapi/blob/master/windows/hid.c',
  'https://github.com/Yubico/libfido2/issues/61',
  'https://github.com/gary-rowe/hid4java/issues/18',
  'https://github.com/MichaelGrafnetter/webauthn-interop',
];
/** Captures whose folders under test/fixtures/captures are written from a description. */
export const describedCaptures: readonly DescribedCapture[] = [
  ...windowsCaptures,
  ...linuxCaptures,
  ...macCaptures,
  {
    name: 'windows-11-key-admin',
    machine: windowsAsAdmin,
    only: ['security-key'],
    manifest: manifest(
      'Windows 11 with administrator rights: a YubiKey 5 NFC answers.',
      [...windows, ...yubikey571.sources],
      'win32',
    ),
  },
  {
    name: 'windows-11-key-not-admin',
    machine: windowsNotAdmin,
    only: ['security-key'],
    manifest: manifest(
      'Windows 11 as an ordinary account: a YubiKey is listed and may not be opened.',
      [...windows, 'https://github.com/Yubico/libfido2/issues/153'],
      'win32',
    ),
  },
  {
    name: 'windows-11-key-hidden',
    machine: windowsHidden,
    only: ['security-key'],
    manifest: manifest(
      'Windows 11 as an ordinary account: a YubiKey is plugged in, and the HID library does not list it.',
      [
        ...windows,
        'https://github.com/framefilter/keyroost/issues/58',
        'https://github.com/Yubico/python-fido2/issues/55',
      ],
      'win32',
    ),
  },
  {
    name: 'macos-key',
    machine: macWithKey,
    only: ['security-key'],
    manifest: manifest(
      'A Mac with a YubiKey Bio that knows a finger and a PIN.',
      ['https://github.com/libusb/hidapi/pull/322', ...yubikeyBioEnrolled.sources],
      'darwin',
    ),
  },
];
