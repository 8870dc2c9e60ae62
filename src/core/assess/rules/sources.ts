/** Public pages that rows rest on; each row names its own. */
export const pages = {
  fido2Compatibility:
    'https://learn.microsoft.com/en-us/entra/identity/authentication/concept-fido2-compatibility',
  passkeysFido2:
    'https://learn.microsoft.com/en-us/entra/identity/authentication/how-to-authentication-passkeys-fido2',
  authenticatorPasskey:
    'https://learn.microsoft.com/en-us/entra/identity/authentication/how-to-enable-authenticator-passkey',
  bluetoothRestricted:
    'https://learn.microsoft.com/en-us/windows/security/identity-protection/passkeys/#passkeys-in-bluetooth-restricted-environments',
  bluezAdapter: 'https://github.com/bluez/bluez/blob/master/doc/org.bluez.Adapter.rst',
  keyVendors: 'https://learn.microsoft.com/en-us/entra/identity/authentication/concept-fido2-hardware-vendor',
  udevFidoId: 'https://github.com/systemd/systemd/blob/main/rules.d/60-fido-id.rules',
  udevUaccess: 'https://github.com/systemd/systemd/blob/main/src/login/70-uaccess.rules.in',
  udevSeatLate: 'https://github.com/systemd/systemd/blob/main/src/login/73-seat-late.rules.in',
  udevManual: 'https://www.freedesktop.org/software/systemd/man/latest/udevadm.html',
  libfido2Udev: 'https://github.com/Yubico/libfido2/tree/main/udev',
  hidOnWindows: 'https://github.com/kanidm/kanidm/pull/1203',
  chromeIcloud: 'https://developer.chrome.com/blog/passkeys-on-icloud-keychain',
  chromeGpm: 'https://developer.chrome.com/blog/passkeys-gpm-desktop',
  helloForBusiness:
    'https://learn.microsoft.com/en-us/windows/security/identity-protection/hello-for-business/configure',
  passkeysOnWindows:
    'https://github.com/MicrosoftDocs/entra-docs/blob/main/docs/identity/authentication/how-to-authentication-entra-passkeys-on-windows.md',
  webauthnPortal: 'https://learn.microsoft.com/en-us/windows/win32/webauthn/-webauthn-portal',
  macosLifecycle: 'https://endoflife.date/macos',
  linuxLifecycles: 'https://endoflife.date/tags/linux-distribution',
  browserReleases: 'https://github.com/mdn/browser-compat-data/tree/main/browsers',
  windowsLifecycle: 'https://endoflife.date/windows',
  dsregcmd: 'https://learn.microsoft.com/en-us/entra/identity/devices/troubleshoot-device-dsregcmd',
  primaryRefreshToken:
    'https://learn.microsoft.com/en-us/entra/identity/devices/troubleshoot-primary-refresh-token',
  hardwareDevicePolicy:
    'https://learn.microsoft.com/en-us/windows/security/identity-protection/hello-for-business/policy-settings#use-a-hardware-security-device',
  tpmReady: 'https://learn.microsoft.com/en-us/windows/win32/secprov/win32-tpm-isreadyinformation',
  weakTpmFirmware: 'https://vanstechelman.eu/node/304',
  webauthnAvailable:
    'https://learn.microsoft.com/en-us/windows/win32/api/webauthn/nf-webauthn-webauthnisuserverifyingplatformauthenticatoravailable',
  webauthnHeader: 'https://github.com/microsoft/webauthn/blob/main/webauthn.h',
  consentVerifier:
    'https://learn.microsoft.com/en-us/uwp/api/windows.security.credentials.ui.userconsentverifier.checkavailabilityasync',
  passkeysInWindows: 'https://learn.microsoft.com/en-us/windows/security/identity-protection/passkeys/',
  windowsSignInWithKey:
    'https://learn.microsoft.com/en-us/entra/identity/authentication/howto-authentication-passwordless-security-key-windows',
  windowsPlugins:
    'https://windowsforum.com/threads/windows-11-adds-system-level-passkey-providers-with-1password-and-bitwarden.389106/',
  allowBluetooth: 'https://learn.microsoft.com/windows/client-management/mdm/policy-csp-connectivity',
  ctap: 'https://fidoalliance.org/specs/fido-v2.3-ps-20260226/fido-client-to-authenticator-protocol-v2.3-ps-20260226.html',
  compatibleKeys:
    'https://docs.microsoft.com/en-us/windows/security/identity-protection/hello-for-business/microsoft-compatible-security-key',
  passkeysOnMac: 'https://passkeys.dev/docs/reference/macos/',
  metadataService: 'https://fidoalliance.org/specs/mds/fido-metadata-service-v3.1.1-ps-20260105.pdf',
  passkeyProfile: 'https://learn.microsoft.com/en-us/graph/api/resources/passkeyprofile?view=graph-rest-1.0',
  fido2Configuration:
    'https://learn.microsoft.com/en-us/graph/api/resources/fido2authenticationmethodconfiguration?view=graph-rest-1.0',
  eucleak:
    'https://support.yubico.com/hc/en-us/articles/15705749884444-Infineon-ECDSA-Private-Key-Recovery-Customer-Resources',
  yubicoUsbIds: 'https://docs.yubico.com/hardware/yubikey/yk-tech-manual/yk5-firmware-index.html',
  fprintd: 'https://fprint.freedesktop.org/fprintd-dev/Device.html',
  platformPasskeys: 'https://curity.io/resources/learn/passkeys-design-your-solution/',
  flatpakKeys: 'https://github.com/flatpak/xdg-desktop-portal/issues/989',
  snapKeys: 'https://snapcraft.io/docs/u2f-devices-interface',
  chromiumProfiles:
    'https://chromium.googlesource.com/chromium/src/+/HEAD/chrome/browser/profiles/profile_attributes_entry.cc',
  chromiumExtensions:
    'https://chromium.googlesource.com/chromium/src/+/HEAD/extensions/browser/extension_prefs.cc',
  chromePolicies: 'https://chromeenterprise.google/policies/',
  edgePolicies: 'https://learn.microsoft.com/en-us/deployedge/microsoft-edge-policies',
  edgePasskeys:
    'https://windowsforum.com/threads/edge-142-enables-cloud-synced-passkeys-with-microsoft-account-and-windows-hello.387787/',
  icloudKeychain: 'https://support.apple.com/en-us/109016',
  macRestrictions: 'https://developer.apple.com/documentation/devicemanagement/restrictions',
  macPlatformSso: 'https://learn.microsoft.com/en-us/entra/identity/devices/macos-psso',
  macPlatformSsoTrouble:
    'https://learn.microsoft.com/en-us/entra/identity/devices/troubleshoot-macos-platform-single-sign-on-extension',
  macPlatformSsoIntune:
    'https://learn.microsoft.com/en-us/intune/intune-service/configuration/platform-sso-macos',
  secureEnclave: 'https://support.apple.com/en-il/guide/security/secf020d1074/web',
  touchIdSensor: 'https://github.com/macadmins/osquery-extension/pull/110',
} as const;
