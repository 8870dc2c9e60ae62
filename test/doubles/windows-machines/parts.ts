import { type FakeMachine, fails } from '../fake-reach.ts';
import { openNetwork } from '../linux-machines/parts.ts';
import { chromiumFolder, homeWithoutBrowsers, togetherParts } from '../provider-parts.ts';
import { DEVICE, dsregText, TENANT } from './dsregcmd-text.ts';
import { askFixed, askPermanent, madeBy, makers, notLocked } from './tpm-answers.ts';

const CURRENT_VERSION = String.raw`SOFTWARE\Microsoft\Windows\CurrentVersion`;
const BIOS = String.raw`HARDWARE\DESCRIPTION\System\BIOS`;

/** Accounts of these machines; invented. The first form is of a local or domain account, the second of an Entra account. */
export const localSid = 'S-1-5-21-1111111111-2222222222-3333333333-1001';
export const entraSid = 'S-1-12-1-1764298341-1180943215-3062218649-2514370081';
export const systemSid = 'S-1-5-18';

/** How native calls fail. TBS: https://learn.microsoft.com/en-us/windows/win32/tbs/tbs-return-codes */
export const codes = {
  tpmNotFound: 0x8028400f,
  tpmDeactivated: 0x80284016,
  nteNotFound: 0x80090011,
} as const;
export const gone = (missing: string) => ({ missing, error: 126 });

type System = {
  build: string;
  ubr?: number;
  /** EditionID: `Enterprise`, `Professional`, `Core`, `ServerStandard`. */
  edition: string;
  /** ProductName as the registry has it, which says Windows 10 on Windows 11 too. */
  product: string;
  /** DisplayVersion; absent before 20H2, when ReleaseId says it. */
  release: string;
  server?: boolean;
  maker?: string;
  model?: string;
  /** POWER_PLATFORM_ROLE: 1 desktop, 2 mobile, 4 enterprise server. */
  role?: number;
};

/** System and make: https://learn.microsoft.com/en-us/windows/win32/sysinfo/operating-system-version */
export function windows(system: System): FakeMachine {
  const { maker = 'Northfield', model = 'Aster 14 G5', role = 2 } = system;
  return {
    about: {
      platform: 'win32',
      kernel: `10.0.${system.build}`,
      uid: null,
      elevated: false,
      homeDir: HOME,
      env: {
        SystemRoot: String.raw`C:\Windows`,
        ProgramData: String.raw`C:\ProgramData`,
        ProgramFiles: String.raw`C:\Program Files`,
        'ProgramFiles(x86)': String.raw`C:\Program Files (x86)`,
        LOCALAPPDATA: String.raw`C:\Users\user\AppData\Local`,
        APPDATA: String.raw`C:\Users\user\AppData\Roaming`,
      },
    },
    ...openNetwork,
    memoryBytes: 17_179_869_184,
    registry: {
      'HKLM\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion': {
        ProductName: system.product,
        [system.build < '19042' ? 'ReleaseId' : 'DisplayVersion']: system.release,
        CurrentBuildNumber: system.build,
        UBR: system.ubr ?? 4061,
        EditionID: system.edition,
        InstallationType: system.server ? 'Server' : 'Client',
      },
      [`HKLM\\${BIOS}`]: { SystemManufacturer: maker, SystemProductName: model },
      'HKLM\\HARDWARE\\DESCRIPTION\\System\\CentralProcessor\\0': {
        ProcessorNameString: 'Intel(R) Core(TM) Ultra 7 155U',
      },
      'HKLM\\SYSTEM\\CurrentControlSet\\Control\\SecureBoot\\State': { UEFISecureBootEnabled: 1 },
      'HKLM\\SYSTEM\\CurrentControlSet\\Control\\DeviceGuard': {
        EnableVirtualizationBasedSecurity: 1,
      },
    },
    native: {
      platformRole: { role },
      // Below Microsoft's hypervisor, as the host: what virtualization-based security makes of a PC.
      hypervisor: { result: 0, present: true, vendor: 'Microsoft Hv', root: true },
    },
  };
}

/** Who runs the scan, and in which kind of session. */
export function runBy(
  sid: string,
  session: { remote?: boolean; elevated?: boolean; id?: number; signedIn?: readonly string[] } = {},
): FakeMachine {
  const { remote = false, elevated = false, id = 1, signedIn = [sid] } = session;
  return {
    native: {
      thisProcess: { elevated, sid, sessionId: id, remote },
      signedInUsers: { result: 0, users: signedIn.map((one) => ({ sid: one, active: true })) },
    },
  };
}

export function tpm20(): FakeMachine {
  return {
    native: {
      tpmDevice: { result: 0, tpmVersion: 2, interfaceType: 1, implementationRevision: 0 },
      [askFixed]: madeBy(makers.intel, (600 << 16) | 18),
      [askPermanent]: notLocked,
    },
  };
}
export function noTpm(): FakeMachine {
  return { native: { tpmDevice: { result: codes.tpmNotFound } } };
}
/** The system log without, or with, TPM-WMI event 1794, which Windows writes at each start on weak firmware. */
export function systemEvents(at?: string): FakeMachine {
  return { native: { 'events System': { result: 0, rows: at === undefined ? [] : [[at]] } } };
}

type Hello = {
  apiVersion?: number;
  available: boolean;
  /** UserConsentVerifierAvailability: 0 available, 1 no device, 2 not configured, 3 policy, 4 busy. */
  verifier: number;
  keyCredential: boolean;
  pin: boolean;
  /** WINBIO_TYPE: 2 face, 8 fingerprint. */
  factors: number;
  passkeys?: readonly { removable: boolean }[];
};

/** Windows Hello of one account: https://github.com/microsoft/webauthn/blob/main/webauthn.h */
export function hello(sid: string, set: Hello): FakeMachine {
  const credentials = (set.passkeys ?? []).map(({ removable }) => ({
    version: 3,
    rpId: 'login.microsoft.com',
    removable,
    backedUp: false,
    authenticatorName: 'Windows Hello',
  }));
  return {
    native: {
      webauthn: {
        apiVersion: set.apiVersion ?? 8,
        platformAuthenticator: { result: 0, available: set.available },
      },
      consentVerifier: { result: 0, availability: set.verifier },
      keyCredential: { result: 0, supported: set.keyCredential },
      'platformCredentials login.microsoft.com':
        credentials.length === 0 ? { result: codes.nteNotFound } : { result: 0, credentials },
      [`enrolledFactors ${sid}`]: { result: 0, factors: set.factors },
      'enrolledFactors *': { result: 0, factors: set.factors },
      passkeyAuthenticators: gone('webauthn.dll!WebAuthNGetAuthenticatorList'),
    },
    registry: {
      [`HKLM\\${CURRENT_VERSION}\\WinBio\\AccountInfo\\${sid}`]: { EnrolledFactors: set.factors },
      [`HKLM\\${CURRENT_VERSION}\\Authentication\\Credential Providers\\{D6886603-9D2F-4EB2-B667-1971041FA96B}\\${sid}`]:
        { LogonCredsAvailable: set.pin ? 1 : 0 },
    },
  };
}

type Unit = { description: string; sensorSubType: number };
/** Fingerprint readers as WinBio lists them; face and guarded sensors it does not list. */
export function sensors(units: readonly Unit[]): FakeMachine {
  const setting = { value: true, source: 1 };
  return {
    native: {
      biometricUnits: {
        result: 0,
        units: units.map((unit) => ({
          factor: 8,
          capabilities: 0x17,
          manufacturer: 'Goodix',
          model: 'FP-33',
          firmware: '1.4',
          ...unit,
        })),
      },
      biometricSettings: { enabled: setting, signIn: setting, domainSignIn: setting },
      enhancedSignIn: gone('ext-ms-win-biometrics-winbio-core-l1.dll'),
      'presentDevices {53D29EF7-377C-4D14-864B-EB3A85769359}': {
        result: 0,
        devices: units.map(({ description }) => ({ name: description, manufacturer: 'Goodix' })),
      },
    },
  };
}

/** NetGetAadJoinInformation and NetGetJoinInformation, with what dsregcmd prints beside them. */
export function join(
  how: 'joined' | 'hybrid' | 'registered' | 'domain' | 'none',
  text: readonly string[],
): FakeMachine {
  const entra = how === 'joined' || how === 'hybrid' ? 1 : how === 'registered' ? 2 : null;
  const printed = { exitCode: 0, stdout: dsregText(...text), stderr: '' };
  return {
    native: {
      entraJoin: {
        result: 0,
        join:
          entra === null
            ? null
            : {
                type: entra,
                deviceId: DEVICE,
                tenantId: TENANT,
                idpDomain: 'login.windows.net',
                hasMdmUrl: entra === 1,
                hasUserKey: false,
              },
      },
      domainJoin: { result: 0, status: how === 'hybrid' || how === 'domain' ? 3 : 2 },
    },
    commands: { 'C:\\Windows\\System32\\dsregcmd.exe /status': printed },
    ...(entra === 1
      ? {
          registry: {
            'HKLM\\SYSTEM\\CurrentControlSet\\Control\\CloudDomainJoin\\JoinInfo\\9C41E07B52D83FA6104B7E2C95D1A83F60B7E41D':
              { IdpDomain: 'login.windows.net', TenantId: TENANT },
          },
        }
      : {}),
  };
}

/** A radio with Low Energy; RadioState 1 on, 2 off: https://learn.microsoft.com/en-us/uwp/api/windows.devices.radios.radiostate */
export function bluetooth(state: 1 | 2): FakeMachine {
  return {
    native: {
      radios: {
        result: 0,
        radios: [
          { kind: 3, state },
          { kind: 1, state: 1 },
        ],
      },
      bluetoothAdapter: { result: 0, adapter: { lowEnergy: true, centralRole: true } },
      [`presentInterfaces ${radioInterface}`]: { result: 0, count: 1 },
    },
  };
}
export function noBluetooth(): FakeMachine {
  return {
    native: {
      radios: { result: 0, radios: [] },
      bluetoothAdapter: { result: 0, adapter: null },
      [`presentInterfaces ${radioInterface}`]: { result: 0, count: 0 },
    },
  };
}
/** GUID_BTHPORT_DEVICE_INTERFACE. */
const radioInterface = '{0850302A-B344-4fda-9BE9-90576B8D46F0}';

const HOME = String.raw`C:\Users\user`;
/** Edge's profile of the person, signed in with an account of the company or a private one, and no other browser started. */
export function edgeProfile(account: 'work' | 'private'): FakeMachine {
  const folder = `${HOME}\\AppData\\Local\\Microsoft\\Edge\\User Data`;
  const edgeAccountType = account === 'private' ? 1 : 2;
  return togetherParts(
    homeWithoutBrowsers('win32', HOME),
    chromiumFolder(folder, {
      separator: '\\',
      profiles: [{ name: 'Default', signedIn: true, edgeAccountType }],
    }),
  );
}

/** A browser of all users, and the default for https: https://learn.microsoft.com/en-us/windows/win32/shell/reg-middleware-apps */
export function edge(version: string): FakeMachine {
  const exe = String.raw`C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe`;
  const clients = String.raw`HKLM\SOFTWARE\Clients\StartMenuInternet\Microsoft Edge`;
  return {
    registry: {
      [clients]: { '': 'Microsoft Edge' },
      [`${clients}\\shell\\open\\command`]: { '': `"${exe}"` },
      'HKCU\\SOFTWARE\\Microsoft\\Windows\\Shell\\Associations\\UrlAssociations\\https\\UserChoice': {
        ProgId: 'MSEdgeHTM',
      },
      'HKLM\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Uninstall\\Microsoft Edge': {
        DisplayName: 'Microsoft Edge',
        DisplayVersion: version,
      },
    },
    native: { [`fileVersion ${exe}`]: { result: 0, version } },
  };
}

export function noKeys(): FakeMachine {
  return {
    hid: [],
    native: {
      fidoDevices: { result: 0, devices: [] },
      'events Microsoft-Windows-WebAuthN/Operational': { result: 0, rows: [] },
    },
  };
}

/** Where the system would keep VPN profiles; no file is there. */
export function noVpnProfiles(): FakeMachine {
  const pbk = String.raw`Microsoft\Network\Connections\Pbk\rasphone.pbk`;
  const allUsers = `C:\\ProgramData\\${pbk}`;
  const person = `C:\\Users\\user\\AppData\\Roaming\\${pbk}`;
  const none = fails('not-found');
  return { native: { phonebooks: { allUsers, person } }, texts: { [allUsers]: none, [person]: none } };
}
