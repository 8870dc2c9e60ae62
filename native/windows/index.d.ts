/**
 * The Windows addon: one function for each fact. It says what Windows said and decides nothing.
 *
 * - Each function but `isElevated` runs on a thread of its own and gives a promise; some may wait for a service for seconds, or for ever.
 *   None has a time limit, except those of the Windows Runtime, which stop waiting after 2 s (`{ result: 0x800705b4 }`).
 * - A promise is rejected for wrong arguments, and where an answer has no place for an error (`ThisProcess`). Nothing is thrown.
 * - A damaged driver or service can end the process: this is loaded in probe hosts only (docs/adr/0012-windows-addon.md says which
 *   two calls may run elsewhere).
 * - Texts are UTF-16 as Windows gave them, lone surrogates included, at most 4096 units (registry values: whole).
 */

/** HRESULT, NTSTATUS, TBS_RESULT or Win32 error, unsigned. */
export type Code = number;

/** This Windows lacks the library, the function (`tbs.dll!Tbsi_GetDeviceInfo`) or the class of the Windows Runtime. `error`: from LoadLibrary, GetProcAddress, RoGetActivationFactory. */
export type Missing = { missing: string; error: Code };
/** The call was made and failed. Never 0. */
export type Failed = { result: Code };
/** Missing, failed, or its answer. */
export type Called<Answer extends object> = Missing | Failed | ({ result: 0 } & Answer);

/** Bits: 2 face, 8 fingerprint, 16 iris. https://learn.microsoft.com/windows/win32/secbiomet/winbio-biometric-type-constants */
export type Factors = number;
/** `source`: 0 invalid, 1 built in, 2 policy, 3 local registry. https://microsoft.github.io/windows-docs-rs/doc/windows/Win32/Devices/BiometricFramework/ */
export type Setting = Missing | { value: boolean; source: number };

export type Credential = {
  /** Of WEBAUTHN_CREDENTIAL_DETAILS; a 0 that Windows 11 22H2 gives is told as 1. */
  version: number;
  rpId: string | null;
  removable: boolean;
  /** Null before version 2. */
  backedUp: boolean | null;
  /** Null before version 3. */
  authenticatorName: string | null;
};
/** `id`: hex, empty when there is none. */
export type Authenticator = { id: string; name: string | null; locked: boolean };

export type BiometricUnit = {
  factor: Factors;
  /** Of a fingerprint sensor: 0 unknown, 1 swipe, 2 touch. */
  sensorSubType: number;
  capabilities: number;
  description: string;
  manufacturer: string;
  model: string;
  /** `major.minor`. */
  firmware: string;
};

export type EntraJoin = {
  /** 1 = device joined, 2 = registered. https://learn.microsoft.com/windows/win32/api/lmjoin/ne-lmjoin-dsreg_join_type */
  type: number;
  deviceId: string | null;
  tenantId: string | null;
  idpDomain: string | null;
  hasMdmUrl: boolean;
  hasUserKey: boolean;
};

export type ThisProcess = {
  elevated: boolean;
  /** Of the account it runs as. Never in a report. */
  sid: string;
  sessionId: number;
  /** GetSystemMetrics(SM_REMOTESESSION). */
  remote: boolean;
};

export type FidoDevice = {
  path: string;
  /** 0 where the ids of the device name none. */
  vendorId: number;
  /** 0 where the ids of the device name none. */
  productId: number;
  /** As the device named itself to its bus. */
  product: string | null;
  /** Plug and Play does not keep it. */
  manufacturer: null;
};

/** As RegistryKey in src/platform/windows/registry.ts. */
export type RegistryKeyAnswer = {
  values: Record<string, RegistryValueAnswer>;
  keys: Record<string, RegistryKeyAnswer | { problem: 'denied' | 'unreadable' }>;
};
export type RegistryValueAnswer =
  | { type: 'text'; data: string }
  | { type: 'texts'; data: string[] }
  | { type: 'number'; data: number }
  | { type: 'big-number'; data: string }
  | { type: 'binary'; data: string }
  | { type: 'presence'; data: 'set' | 'zero' | 'empty' };
export type RegistryAnswer =
  | { result: 0; key: RegistryKeyAnswer }
  /** 2 no such key, 5 access denied. https://learn.microsoft.com/windows/win32/api/winreg/nf-winreg-regopenkeyexw */
  | Failed
  /** Over 20,000 keys, or 4 MiB of names and data. */
  | { tooLarge: true };

export interface WindowsAddon {
  /** https://learn.microsoft.com/windows/win32/api/tbs/nf-tbs-tbsi_getdeviceinfo. 0x8028400f: no TPM. */
  tpmDevice(): Promise<Called<{ tpmVersion: number; interfaceType: number; implementationRevision: number }>>;
  /**
   * https://learn.microsoft.com/windows/win32/api/tbs/nf-tbs-tbsip_submit_command. `command`: TPM2_GetCapability without session, hex;
   * any other is refused with 0x80280400 (TPM_E_COMMAND_BLOCKED) and never sent.
   */
  tpmCapability(command: string): Promise<Called<{ response: string }>>;
  /** https://learn.microsoft.com/windows/win32/api/webauthn/. `apiVersion` null: the function is missing, which means 1. */
  webauthn(): Promise<
    Missing | { apiVersion: number | null; platformAuthenticator: Called<{ available: boolean }> }
  >;
  /** https://learn.microsoft.com/windows/win32/api/webauthn/nf-webauthn-webauthngetplatformcredentiallist. `rpId` empty: of all. 0x80090011: none. */
  platformCredentials(rpId: string): Promise<Called<{ credentials: Credential[] }>>;
  /** https://learn.microsoft.com/windows/win32/api/webauthn/nf-webauthn-webauthngetauthenticatorlist. 0x80090011: none. */
  passkeyAuthenticators(): Promise<Called<{ authenticators: Authenticator[] }>>;
  /** https://learn.microsoft.com/windows/win32/api/winbio/nf-winbio-winbioenumbiometricunits, fingerprints. */
  biometricUnits(): Promise<Called<{ units: BiometricUnit[] }>>;
  /** https://learn.microsoft.com/windows/win32/api/winbio/nf-winbio-winbiogetenrolledfactors. `account`: a SID, or `*`. */
  enrolledFactors(account: string): Promise<Called<{ factors: Factors }>>;
  /** https://learn.microsoft.com/windows/win32/api/winbio/nf-winbio-winbiogetenabledsetting and its neighbours. */
  biometricSettings(): Promise<Missing | { enabled: Setting; signIn: Setting; domainSignIn: Setting }>;
  /** https://github.com/microsoft/Windows-classic-samples/tree/main/Samples/Biometrics */
  enhancedSignIn(): Promise<
    | Missing
    | {
        capable: Called<{ value: boolean }>;
        enabled: Called<{ value: boolean }>;
        sensors: Called<{ sensors: { factor: Factors; capable: boolean }[] }>;
      }
  >;
  /** https://learn.microsoft.com/uwp/api/windows.security.credentials.ui.userconsentverifieravailability */
  consentVerifier(): Promise<Called<{ availability: number }>>;
  /** https://learn.microsoft.com/uwp/api/windows.security.credentials.keycredentialmanager.issupportedasync */
  keyCredential(): Promise<Called<{ supported: boolean }>>;
  /** https://learn.microsoft.com/uwp/api/windows.devices.radios.radio. `kind` 3 Bluetooth; `state` 0 unknown, 1 on, 2 off, 3 disabled. */
  radios(): Promise<Called<{ radios: { kind: number; state: number }[] }>>;
  /** https://learn.microsoft.com/uwp/api/windows.devices.bluetooth.bluetoothadapter.getdefaultasync */
  bluetoothAdapter(): Promise<Called<{ adapter: { lowEnergy: boolean; centralRole: boolean } | null }>>;
  /** https://learn.microsoft.com/windows/win32/api/lmjoin/nf-lmjoin-netgetaadjoininformation. `join` null: neither joined nor registered. */
  entraJoin(): Promise<Called<{ join: EntraJoin | null }>>;
  /** https://learn.microsoft.com/windows/win32/api/lmjoin/ne-lmjoin-netsetup_join_status: 0 unknown, 1 unjoined, 2 workgroup, 3 domain. */
  domainJoin(): Promise<Called<{ status: number }>>;
  /** https://learn.microsoft.com/windows/win32/api/securitybaseapi/nf-securitybaseapi-gettokeninformation */
  thisProcess(): Promise<ThisProcess>;
  /** https://learn.microsoft.com/windows/win32/api/winnt/ne-winnt-power_platform_role */
  platformRole(): Promise<Missing | { role: number }>;
  /**
   * https://learn.microsoft.com/virtualization/hyper-v-on-windows/tlfs/feature-discovery. `vendor`: twelve letters of the hypervisor. `root`:
   * this Windows is its host; null where another maker's does not tell.
   */
  hypervisor(): Promise<Called<{ present: boolean; vendor: string | null; root: boolean | null }>>;
  /** https://learn.microsoft.com/windows/win32/api/wtsapi32/nf-wtsapi32-wtsenumeratesessionsw. `sid`: never in a report. */
  signedInUsers(): Promise<Called<{ users: { sid: string; active: boolean }[] }>>;
  /** https://learn.microsoft.com/windows/win32/api/winver/nf-winver-getfileversioninfow. `path`: on a drive. 2 no file, 1813 no version in it. */
  fileVersion(path: string): Promise<Called<{ version: string }>>;
  /** https://learn.microsoft.com/windows/win32/api/setupapi/nf-setupapi-setupdigetclassdevsw. `setupClass`: `{…}`. */
  presentDevices(
    setupClass: string,
  ): Promise<Called<{ devices: { name: string | null; manufacturer: string | null }[] }>>;
  /** The same, counting interfaces of a class `{…}`. */
  presentInterfaces(interfaceClass: string): Promise<Called<{ count: number }>>;
  /** https://learn.microsoft.com/windows-hardware/drivers/hid/hidclass-hardware-ids-for-top-level-collections. Opens no device. */
  fidoDevices(): Promise<Called<{ devices: FidoDevice[] }>>;
  /**
   * https://learn.microsoft.com/windows/win32/api/winevt/nf-winevt-evtquery. `channel`: `Microsoft-Windows-WebAuthN/Operational` or
   * `System`. `rows`: 1 to 1000. One text for each value path, spelled as in the event's XML; SIDs and lists are null. 15007: no such
   * channel, 5 access denied.
   */
  events(
    channel: string,
    xpath: string,
    rows: string,
    ...valuePaths: string[]
  ): Promise<Called<{ rows: (string | null)[][] }>>;
  /** https://learn.microsoft.com/windows/win32/rras/ras-phone-books. Where they would be; null where Windows names no folder. */
  phonebooks(): Promise<{ allUsers: string | null; person: string | null }>;

  /** Only what is asked for, in one call. `question` as RegistryQuestion in src/platform/windows/registry.ts. */
  readRegistry(
    root: 'HKLM' | 'HKCU' | 'HKU',
    path: string,
    question: {
      values: readonly string[] | '*';
      presence?: readonly string[] | '*';
      depth?: number;
      view?: '64' | '32';
    },
  ): Promise<RegistryAnswer>;

  /** https://learn.microsoft.com/windows/win32/api/winnt/ns-winnt-token_elevation. At once. @throws Error when the token cannot be asked. */
  isElevated(): boolean;
  /**
   * Makes a folder that belongs to Administrators and inherits nothing. `private`: SYSTEM and Administrators everything; `readable`:
   * and Users may read. One that is there already and belongs to SYSTEM, Administrators or this account is given these rights; one of
   * another account is set aside under another name, `….not-ours-N`, and a new one made. Needs elevation. 4395: a link stands
   * there; 267: a file; 3: no folder above.
   */
  makeOwnFolder(path: string, kind: 'private' | 'readable'): Promise<Failed | { result: 0 }>;
  /**
   * Who owns the file or folder; of a link, the link itself. A file in a folder that others may write to is only worth what its owner
   * is: trust `system` and `administrators`.
   */
  ownerOf(
    path: string,
  ): Promise<Failed | { result: 0; owner: 'system' | 'administrators' | 'self' | 'other' }>;
}
