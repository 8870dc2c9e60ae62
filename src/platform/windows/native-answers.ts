import { z } from 'zod';

/**
 * What the Windows addon answers (native/windows/index.d.ts), checked where it enters a probe. The addon gives facts as the system
 * gave them; what they mean is decided in src/probes.
 */

/** HRESULT, NTSTATUS, TBS_RESULT or Win32 error, as an unsigned 32-bit number. 0 = success. */
const Code = z.number().int().min(0).max(0xffff_ffff);
const Text = z.string().max(4096);
const Uint = z.number().int().min(0).max(0xffff_ffff);

/** This Windows lacks the library or the function: `webauthn.dll`, `webauthn.dll!WebAuthNGetAuthenticatorList`, or a WinRT class. */
const Missing = z.object({ missing: z.string().max(200), error: Code });
/** The call was made and failed. */
const Failed = z.object({ result: Code.min(1) });
const called = <Shape extends z.ZodRawShape>(shape: Shape) =>
  z.union([Missing, z.object({ result: z.literal(0), ...shape }), Failed]);

/** `winbio_types.h`: 2 face, 8 fingerprint, 16 iris. */
const Factors = Uint;
const Setting = z.union([Missing, z.object({ value: z.boolean(), source: Uint })]);

/** One schema for each fact, by the name it is asked for. Arguments are texts. */
export const nativeAnswers = {
  /** Tbsi_GetDeviceInfo. `tpmVersion` 1 = TPM 1.2, 2 = TPM 2.0. */
  tpmDevice: called({ tpmVersion: Uint, interfaceType: Uint, implementationRevision: Uint }),
  /** Tbsip_Submit_Command, TPM2_GetCapability only; argument and answer are hex. */
  tpmCapability: called({ response: z.string().regex(/^([0-9a-f]{2})*$/) }),
  /** WebAuthNGetApiVersionNumber (null: the function is missing, which means 1) and …PlatformAuthenticatorAvailable. */
  webauthn: z.union([
    Missing,
    z.object({ apiVersion: Uint.nullable(), platformAuthenticator: called({ available: z.boolean() }) }),
  ]),
  /** WebAuthNGetPlatformCredentialList for the RP id given. Result 0x80090011 = none. No user, no credential id. */
  platformCredentials: called({
    credentials: z.array(
      z.object({
        version: Uint,
        rpId: Text.nullable(),
        removable: z.boolean(),
        backedUp: z.boolean().nullable(),
        authenticatorName: Text.nullable(),
      }),
    ),
  }),
  /** WebAuthNGetAuthenticatorList. */
  passkeyAuthenticators: called({
    authenticators: z.array(
      z.object({ id: z.string().regex(/^([0-9a-f]{2})*$/), name: Text.nullable(), locked: z.boolean() }),
    ),
  }),
  /** WinBioEnumBiometricUnits for fingerprints. No serial number, no instance id. */
  biometricUnits: called({
    units: z.array(
      z.object({
        factor: Uint,
        sensorSubType: Uint,
        capabilities: Uint,
        description: Text,
        manufacturer: Text,
        model: Text,
        firmware: z.string().max(40),
      }),
    ),
  }),
  /** WinBioGetEnrolledFactors. Argument: an account's SID, or `*` for any account. */
  enrolledFactors: called({ factors: Factors }),
  /** WinBioGetEnabledSetting, …LogonSetting, …DomainLogonSetting. */
  biometricSettings: z.union([
    Missing,
    z.object({ enabled: Setting, signIn: Setting, domainSignIn: Setting }),
  ]),
  /** Enhanced Sign-in Security functions of ext-ms-win-biometrics-winbio-core-l1. */
  enhancedSignIn: z.union([
    Missing,
    z.object({
      capable: called({ value: z.boolean() }),
      enabled: called({ value: z.boolean() }),
      sensors: called({ sensors: z.array(z.object({ factor: Uint, capable: z.boolean() })) }),
    }),
  ]),
  /** UserConsentVerifier.CheckAvailabilityAsync: 0 available, 1 no device, 2 not configured, 3 policy, 4 busy. */
  consentVerifier: called({ availability: Uint }),
  /** KeyCredentialManager.IsSupportedAsync. */
  keyCredential: called({ supported: z.boolean() }),
  /** Radio.GetRadiosAsync: kind 3 = Bluetooth; state 0 unknown, 1 on, 2 off, 3 disabled. */
  radios: called({ radios: z.array(z.object({ kind: Uint, state: Uint })) }),
  /** BluetoothAdapter.GetDefaultAsync. */
  bluetoothAdapter: called({
    adapter: z.object({ lowEnergy: z.boolean(), centralRole: z.boolean() }).nullable(),
  }),
  /** NetGetAadJoinInformation. `type` 1 = device joined, 2 = registered. No e-mail address. */
  entraJoin: called({
    join: z
      .object({
        type: Uint,
        deviceId: Text.nullable(),
        tenantId: Text.nullable(),
        idpDomain: Text.nullable(),
        hasMdmUrl: z.boolean(),
        /** The person who joined the device has a Windows Hello for Business key (pszUserKeyId). */
        hasUserKey: z.boolean(),
      })
      .nullable(),
  }),
  /** NetGetJoinInformation: 0 unknown, 1 unjoined, 2 workgroup, 3 domain. */
  domainJoin: called({ status: Uint }),
  /** Token and session of this process. `remote`: GetSystemMetrics(SM_REMOTESESSION). */
  thisProcess: z.object({
    elevated: z.boolean(),
    sid: z.string().max(200),
    sessionId: Uint,
    remote: z.boolean(),
  }),
  /** CPUID. `root`: this Windows is the host below Microsoft's hypervisor, not a guest; null where that is not told. */
  hypervisor: called({
    present: z.boolean(),
    vendor: z.string().max(12).nullable(),
    root: z.boolean().nullable(),
  }),
  /** Accounts with a session at the screen or over Remote Desktop (WTSEnumerateSessions). `active`: in use now. */
  signedInUsers: called({ users: z.array(z.object({ sid: z.string().max(200), active: z.boolean() })) }),
  /** GetFileVersionInfo of the path given, `a.b.c.d`. */
  fileVersion: called({ version: z.string().max(60) }),
  /** Devices present now of the setup class given (SetupDiGetClassDevs). Names only. */
  presentDevices: called({
    devices: z.array(z.object({ name: Text.nullable(), manufacturer: Text.nullable() })),
  }),
  /** Present device interfaces of the class given: how many. */
  presentInterfaces: called({ count: Uint }),
  /** HID collections whose hardware ids name usage page F1D0, found without opening any. */
  fidoDevices: called({
    devices: z.array(
      z.object({
        path: Text,
        vendorId: z.number().int().min(0).max(0xffff),
        productId: z.number().int().min(0).max(0xffff),
        product: Text.nullable(),
        manufacturer: Text.nullable(),
      }),
    ),
  }),
  /** EvtQuery and EvtRender: arguments channel, XPath, most rows, then the value paths. Newest first; a missing value is null. */
  events: called({ rows: z.array(z.array(Text.nullable())) }),
  /** Where rasphone.pbk of all users and of this person would be. */
  phonebooks: z.object({ allUsers: Text.nullable(), person: Text.nullable() }),
  /** PowerDeterminePlatformRoleEx: 1 desktop, 2 mobile, 3 workstation, 4 enterprise server, … 8 slate. */
  platformRole: z.union([Missing, z.object({ role: Uint })]),
} as const;

export type NativeFact = keyof typeof nativeAnswers;
export type NativeAnswer<Fact extends NativeFact> = z.infer<(typeof nativeAnswers)[Fact]>;
