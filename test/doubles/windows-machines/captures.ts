import { CAPTURE_SCHEMA_VERSION } from '../../../src/contract/capture.ts';
import type { ScanContext } from '../../../src/contract/observation.ts';
import type { DescribedCapture } from '../described-capture.ts';
import type { FakeMachine } from '../fake-reach.ts';
import {
  disabledInEntra,
  guardedSensors,
  helloForbidden,
  homePc,
  hybridWithoutToken,
  joinedAsSystem,
  joinedWithHello,
  noChipRequired,
  oldChipExcluded,
  onPremisesOnly,
  overRemoteDesktop,
  registeredWindows10,
  weakFirmware,
  willProvision,
} from './clients.ts';
import { beforePasskeys, bluetoothRestricted, keyOutOfReach, server2022 } from './others.ts';

/** Pages that document the structures these machines are made of. */
const sources = [
  'https://learn.microsoft.com/en-us/entra/identity/devices/troubleshoot-device-dsregcmd',
  'https://learn.microsoft.com/en-us/windows/win32/api/lmjoin/nf-lmjoin-netgetaadjoininformation',
  'https://learn.microsoft.com/en-us/windows/win32/api/tbs/nf-tbs-tbsi_getdeviceinfo',
  'https://github.com/microsoft/webauthn/blob/main/webauthn.h',
  'https://learn.microsoft.com/en-us/windows/win32/api/winbio/nf-winbio-winbiogetenrolledfactors',
  'https://learn.microsoft.com/en-us/uwp/api/windows.security.credentials.ui.userconsentverifier.checkavailabilityasync',
  'https://learn.microsoft.com/en-us/windows/security/identity-protection/hello-for-business/configure',
  'https://learn.microsoft.com/en-us/windows/win32/shell/reg-middleware-apps',
];

function described(
  name: string,
  title: string,
  machine: FakeMachine,
  context: ScanContext = 'user',
): DescribedCapture {
  return {
    name,
    machine,
    manifest: {
      captureVersion: CAPTURE_SCHEMA_VERSION,
      platform: 'win32',
      agentVersion: '0.1.0',
      capturedAt: '2026-11-27T00:00:00.000Z',
      context,
      title: `${title} Reconstructed from documented structures, not recorded.`,
      sources,
    },
  };
}

/** Whole Windows machines, each with something of its own that decides a verdict. */
export const windowsCaptures: readonly DescribedCapture[] = [
  described(
    'windows-11-joined-hello',
    'Windows 11 24H2, joined to Entra ID, Hello for Business set up.',
    joinedWithHello,
  ),
  described(
    'windows-11-joined-as-system',
    'The same PC as a scan by SYSTEM sees it.',
    joinedAsSystem,
    'device',
  ),
  described(
    'windows-11-hybrid-no-token',
    'Windows 11, hybrid joined, the last sign-in to Entra ID failed.',
    hybridWithoutToken,
  ),
  described('windows-11-home-pc', 'Windows 11 Home in a workgroup, Hello with PIN and face.', homePc),
  described(
    'windows-10-no-tpm',
    'Windows 10 22H2, joined, no TPM although one is required, no PIN.',
    noChipRequired,
  ),
  described(
    'windows-10-tpm-1-2',
    'Windows 10 22H2, joined, a TPM 1.2 that company settings exclude.',
    oldChipExcluded,
  ),
  described(
    'windows-11-guarded-sensors',
    'Windows 11 with Enhanced Sign-in Security: no sensor listed, face enrolled.',
    guardedSensors,
  ),
  described(
    'windows-10-registered',
    'Windows 10 22H2 of the person’s own, registered with Entra ID, PIN set.',
    registeredWindows10,
  ),
  described(
    'windows-11-remote-desktop',
    'Windows 11, joined, signed in to over Remote Desktop.',
    overRemoteDesktop,
  ),
  described(
    'windows-11-hello-forbidden',
    'Windows 11, joined, Windows Hello switched off by company settings.',
    helloForbidden,
  ),
  described(
    'windows-11-weak-tpm',
    'Windows 11, joined, Hello set up on a TPM whose firmware makes weak keys.',
    weakFirmware,
  ),
  described(
    'windows-11-disabled-in-entra',
    'Windows 11, joined, disabled or deleted in Entra ID.',
    disabledInEntra,
  ),
  described(
    'windows-11-will-provision',
    'Windows 11, joined, Hello will be offered at the next sign-in.',
    willProvision,
  ),
  described(
    'windows-10-domain-only',
    'Windows 10 22H2 of an on-premises domain, no Bluetooth.',
    onPremisesOnly,
  ),
  described(
    'windows-server-2022',
    'Windows Server 2022 of an on-premises domain, over Remote Desktop.',
    server2022,
  ),
  described('windows-10-1809', 'Windows 10 1809, which has no webauthn.dll.', beforePasskeys),
  described(
    'windows-11-key-out-of-reach',
    'Windows 11, ordinary account, a security key that was never used here.',
    keyOutOfReach,
  ),
  described(
    'windows-11-bluetooth-restricted',
    'Windows 11, radio off, only audio services allowed.',
    bluetoothRestricted,
  ),
];
