/** A program that a rule, or a person who fixes a finding, needs to know of. */
export type NamedWindowsApp = {
  /** Our own word for it, the same whichever way it was installed. */
  id: string;
  /** Its name among the installed programs: these words, alone or with more behind them (`1Password 8`). */
  names: readonly string[];
  /** Its package name as MSIX, which no language changes. */
  packages: readonly string[];
};

function app(id: string, names: readonly string[], packages: readonly string[] = []): NamedWindowsApp {
  return { id, names, packages };
}

// Names as the manifests of the Windows Package Manager give them, PackageName or, where installed programs show another, DisplayName
// (`LastPass Universal Windows Installer`): https://github.com/microsoft/winget-pkgs/tree/master/manifests, there Yubico, AgileBits,
// Bitwarden, Dashlane, Keeper (a package only), KeePassXCTeam, LastPass, NordSecurity, Proton, Sinew (Enpass). Packages:
// https://learn.microsoft.com/en-us/windows/security/identity-protection/hello-for-business/hello-errors-during-pin-creation
// (AAD.BrokerPlugin, at 0x801C0451); https://github.com/bitwarden/clients/blob/main/apps/desktop/electron-builder.json (appx). That of the
// Company Portal stands in scripts and in Intune's former page on device logs; no page of today was found. Everything else is only counted.
export const namedWindowsApps: readonly NamedWindowsApp[] = [
  app('company-portal', [], ['Microsoft.CompanyPortal']),
  app('aad-broker-plugin', [], ['Microsoft.AAD.BrokerPlugin']),
  app('yubico-authenticator', ['Yubico Authenticator']),
  app('yubikey-manager', ['YubiKey Manager']),
  app('yubikey-minidriver', ['YubiKey Smart Card Minidriver']),
  app('1password', ['1Password']),
  app('bitwarden', ['Bitwarden'], ['8bitSolutionsLLC.bitwardendesktop']),
  app('dashlane', ['Dashlane']),
  app('keeper', [], ['KeeperSecurityInc.KeeperPasswordManager']),
  app('keepassxc', ['KeePassXC']),
  app('lastpass', ['LastPass']),
  app('nordpass', ['NordPass']),
  app('proton-pass', ['Proton Pass']),
  app('enpass', ['Enpass']),
];

/** The app that an installed program's name stands for. `Bitwardenish` is none. */
export function findByName(name: string): NamedWindowsApp | undefined {
  const lower = name.toLowerCase();
  return namedWindowsApps.find(({ names }) =>
    names.some((one) => {
      const wanted = one.toLowerCase();
      return lower.startsWith(wanted) && !/^[\p{L}\p{N}]/u.test(lower.slice(wanted.length));
    }),
  );
}

export function findByPackage(packageName: string): NamedWindowsApp | undefined {
  const lower = packageName.toLowerCase();
  return namedWindowsApps.find(({ packages }) => packages.some((one) => one.toLowerCase() === lower));
}
