/** One keeper of synced passkeys as stores and systems name it. */
export type KnownProvider = {
  /** Keyready's own word, also in the names of installed programs and of companies' lists of extensions. */
  id: string;
  name: string;
  /** Model id of its passkeys. For names only. */
  aaguid: string;
  /** Ids of its extension for browsers built on Chromium. Each store gives its own; Edge and Opera take those of Chrome's store too. */
  chromium: readonly string[];
  /** Ids of its add-on for Firefox, written as its maker writes them. */
  firefox: readonly string[];
  /** Bundle ids of its program on a Mac; its plug-ins' begin with one of them. */
  bundles: readonly string[];
  /** Its program in /Applications of a Mac. */
  macApp: string | null;
  /** What it puts on a Linux machine: files or folders of its package, ids on Flathub, snaps. */
  linux: { paths: readonly string[]; flatpaks: readonly string[]; snaps: readonly string[] };
  /**
   * How well the ids of its extensions are known. `maker`: stated by the maker, in its help or its source. `lists`: they stand alike in
   * many independent lists (companies' policies, packaged configurations), and the maker's own word was not seen.
   */
  extensionsFrom: 'maker' | 'lists';
};

const nowhere = { paths: [], flatpaks: [], snaps: [] };

// Extensions: Chrome Web Store (https://chromewebstore.google.com/detail/<id>), Microsoft Edge Add-ons
// (https://microsoftedge.microsoft.com/addons/detail/<id>), Opera add-ons, Firefox add-ons (https://addons.mozilla.org). By the makers: Bitwarden
// (https://bitwarden.com/help/browserext-deploy/), Proton Pass (https://github.com/ProtonMail/WebClients/blob/main/packages/pass/constants.ts),
// KeePassXC (https://github.com/keepassxreboot/keepassxc/blob/develop/src/browser/NativeMessageInstaller.cpp).
// Model ids: https://github.com/passkeydeveloper/passkey-authenticator-aaguids. Programs on a Mac, with their bundle ids:
// https://github.com/Homebrew/homebrew-cask; Dashlane's bundle id and NordPass's second one stand in lists of others only.
// Programs on Linux: Flathub (https://flathub.org/apps/<id>), Snapcraft (https://snapcraft.io/<name>); folders are those their packages use, not
// read at the makers. Where a program is not named here, its extension still is.
export const knownProviders: readonly KnownProvider[] = [
  {
    id: 'icloud',
    name: 'iCloud Passwords',
    aaguid: 'fbfc3007-154e-4ecc-8c0b-6e020557d7bd',
    chromium: ['pejdijmoenmkgeppbflobdenhhabjlaj', 'mfbcdcnpokpoajjciilocoachedjkima'],
    firefox: ['password-manager-firefox-extension@apple.com'],
    bundles: [],
    macApp: null,
    linux: nowhere,
    extensionsFrom: 'lists',
  },
  {
    id: '1password',
    name: '1Password',
    aaguid: 'bada5566-a7aa-401f-bd96-45619a55120d',
    chromium: [
      'aeblfdkhhhdcdjpifhhbdiojplfjncoa',
      'dppgmdbiimibapkepcbdbmkaabgiofem',
      'khgocmkkpikpnmmkgmdnfckapcdkgfaf',
    ],
    firefox: ['{d634138d-c276-4fc8-924b-40a0ea21d284}', '{25fc87fa-4d31-4fee-b5c1-c32a7844c063}'],
    bundles: ['com.1password.1password'],
    macApp: '1Password.app',
    linux: { paths: ['/opt/1Password'], flatpaks: ['com.onepassword.OnePassword'], snaps: ['1password'] },
    extensionsFrom: 'lists',
  },
  {
    id: 'bitwarden',
    name: 'Bitwarden',
    aaguid: 'd548826e-79b4-db40-a3d8-11116f7e8349',
    chromium: [
      'nngceckbapebfimnlniiiahkandclblb',
      'jbkfoedolllekgbhcbcoahefnbanhhlh',
      'ccnckbpmaceehanjmeomladnmlffdjgn',
    ],
    firefox: ['{446900e4-71c2-419f-a6a7-df9c091e268b}'],
    bundles: ['com.bitwarden.desktop'],
    macApp: 'Bitwarden.app',
    linux: { paths: ['/opt/Bitwarden'], flatpaks: ['com.bitwarden.desktop'], snaps: ['bitwarden'] },
    extensionsFrom: 'maker',
  },
  {
    id: 'dashlane',
    name: 'Dashlane',
    aaguid: '531126d6-e717-415c-9320-3d9aa6981239',
    chromium: ['fdjamakpfbbddfjaooikfcpapjohcfmg', 'gehmmocbbkpblljhkekmfhjpfbkclbph'],
    firefox: ['jetpack-extension@dashlane.com'],
    bundles: ['com.dashlane.dashlanephonefinal', 'com.dashlane.Dashlane'],
    macApp: 'Dashlane.app',
    linux: nowhere,
    extensionsFrom: 'lists',
  },
  {
    id: 'keeper',
    name: 'Keeper',
    aaguid: '0ea242b4-43c4-4a1b-8b17-dd6d0b6baec6',
    chromium: ['bfogiafebfohielmmehodmfbbebbbpei', 'lfochlioelphaglamdcakfjemolpichk'],
    firefox: ['KeeperFFStoreExtension@KeeperSecurityInc'],
    bundles: ['com.keepersecurity.passwordmanager', 'com.callpod.keepermac.lite'],
    macApp: 'Keeper Password Manager.app',
    linux: nowhere,
    extensionsFrom: 'lists',
  },
  {
    id: 'proton-pass',
    name: 'Proton Pass',
    aaguid: '50726f74-6f6e-5061-7373-50726f746f6e',
    chromium: ['ghmbeldphafepmbegfdlkpapadhbakde', 'gcllgfdnfnllodcaambdaknbipemelie'],
    firefox: ['78272b6fa58f4a1abaac99321d503a20@proton.me'],
    bundles: ['me.proton.pass.electron', 'me.proton.pass.catalyst'],
    macApp: 'Proton Pass.app',
    linux: { paths: ['/usr/lib/proton-pass'], flatpaks: ['me.proton.Pass'], snaps: ['proton-pass'] },
    extensionsFrom: 'maker',
  },
  {
    id: 'nordpass',
    name: 'NordPass',
    aaguid: 'b84e4048-15dc-4dd0-8640-f4f60813c8af',
    chromium: [
      'eiaeiblijfjekdanodkjadfinkhbfgcd',
      'fooolghllnmhmmndgjiamiiodkpenpbb',
      'oakginmjipboeflcgnbipnjojnpchnpd',
    ],
    firefox: ['nordpassStandalone@nordsecurity.com'],
    bundles: ['com.nordsec.nordpass', 'com.nordpass.macos'],
    macApp: 'NordPass.app',
    linux: { paths: [], flatpaks: [], snaps: ['nordpass'] },
    extensionsFrom: 'lists',
  },
  {
    id: 'keepassxc',
    name: 'KeePassXC',
    aaguid: 'fdb141b2-5d84-443e-8a35-4698c205a502',
    chromium: ['oboonakemofpalcgghocfoadofidjkkk', 'pdffhmdngciaglkoonimfcmckehcpafo'],
    firefox: ['keepassxc-browser@keepassxc.org'],
    bundles: ['org.keepassxc.keepassxc'],
    macApp: 'KeePassXC.app',
    linux: { paths: ['/usr/bin/keepassxc'], flatpaks: ['org.keepassxc.KeePassXC'], snaps: ['keepassxc'] },
    extensionsFrom: 'maker',
  },
  {
    id: 'lastpass',
    name: 'LastPass',
    aaguid: 'b78a0a55-6ef8-d246-a042-ba0f6d55050c',
    chromium: [
      'hdokiejnpimakedhajhdlcegeplioahd',
      'bbcinlkgjjkejfdpemiealijmmooekmp',
      'hnjalnkldgigidggphhmacmimbdlafdo',
    ],
    firefox: ['support@lastpass.com'],
    bundles: ['com.lastpass.LastPass', 'com.lastpass.lastpassmacdesktop'],
    macApp: 'LastPass.app',
    linux: nowhere,
    extensionsFrom: 'lists',
  },
  {
    id: 'enpass',
    name: 'Enpass',
    aaguid: 'f3809540-7f14-49c1-a8b3-8f813b225541',
    chromium: ['kmcfomidfpdkfieipokbalgegidffkal', 'mliehcloacfoicbanjhhnlimealolgoi'],
    firefox: ['firefox-enpass@enpass.io'],
    bundles: ['in.sinew.Enpass-Desktop'],
    macApp: 'Enpass.app',
    linux: { paths: ['/opt/enpass'], flatpaks: [], snaps: [] },
    extensionsFrom: 'lists',
  },
];

/** Providers' words by the ids of their extensions for browsers built on Chromium. */
export const chromiumExtensions: ReadonlyMap<string, string> = new Map(
  knownProviders.flatMap(({ id, chromium }) => chromium.map((extension) => [extension, id] as const)),
);

/** Providers' words by the ids of their add-ons for Firefox. */
export const firefoxExtensions: ReadonlyMap<string, string> = new Map(
  knownProviders.flatMap(({ id, firefox }) => firefox.map((extension) => [extension, id] as const)),
);
