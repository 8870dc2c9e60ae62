import { type FakeMachine, fails } from '../fake-reach.ts';
import { assemble, openNetwork } from '../linux-machines/parts.ts';
import { chromiumFolder, firefoxAddons, firefoxFolder } from '../provider-parts.ts';
import { macBundle } from './browser-parts.ts';
import { appFolders, noVpns } from './identity-parts.ts';
import { signedProgram } from './signed-program.ts';

// What a whole pretended Mac has besides the parts of device-parts.ts, identity-parts.ts and browser-parts.ts.

const PERSON = '/Users/user';
const SUPPORT = `${PERSON}/Library/Application Support`;
/** Of an app that offers passwords alone, as `credentialProvider` lists one. */
const PASSWORDS_ONLY = '/Applications/Canary.app/Contents/PlugIns/Fill.appex/Contents/Info.plist';

/** `assemble`, but a folder holds what every part lays in it. A folder that could not be listed gives way to a list, and the other way round. */
export function assembleMac(...parts: FakeMachine[]): FakeMachine {
  const folders: NonNullable<FakeMachine['folders']> = {};
  for (const part of parts) {
    for (const [path, names] of Object.entries(part.folders ?? {})) {
      const before = folders[path];
      folders[path] =
        Array.isArray(before) && Array.isArray(names) ? [...new Set([...before, ...names])] : names;
    }
  }
  return { ...assemble(...parts), folders };
}

/**
 * What all of them share: no key, no VPN, an open network, and a person at home. What is not scripted is not there, as on a disk. Only the window
 * can say whether Touch ID can be asked now, and this is the command line.
 */
export const plainMac: FakeMachine = assembleMac(appFolders(), openNetwork, noVpns(), {
  otherwise: 'not-found',
  hid: [],
  native: { canPromptTouchId: fails('not-supported') },
  kinds: { [PERSON]: 'folder', '/Library': 'folder' },
  documents: {
    [PASSWORDS_ONLY]: {
      NSExtension: {
        NSExtensionAttributes: { ASCredentialProviderExtensionCapabilities: { ProvidesPasswords: true } },
      },
    },
  },
  folders: { '/Applications': ['Utilities'], '/Applications/Utilities': ['Terminal.app'] },
});

/** Release of the kernel: 21 is macOS 12, 24 is 15, 25 is 26. */
export const darwin = (release: number): FakeMachine => ({ about: { kernel: `${release}.6.0` } });

/** Where macOS itself keeps Safari since macOS 13: https://github.com/hewigovens/app-detective/issues/7 */
export const safari = (version: string): FakeMachine =>
  macBundle('Safari', 'com.apple.Safari', version, '/System/Cryptexes/App/System/Applications');
/** Until macOS 12 it stood among the applications. */
export const safariOfMacos12 = (version: string): FakeMachine =>
  installed('Safari', 'com.apple.Safari', version);

/** An app for everybody. */
export const installed = (app: string, id: string, version: string): FakeMachine =>
  assemble(macBundle(app, id, version), { folders: { '/Applications': [`${app}.app`] } });
/** Chrome, started by this person, who may be signed in to it. */
export const chrome = (version: string, signedIn: boolean): FakeMachine =>
  assemble(
    installed('Google Chrome', 'com.google.Chrome', version),
    chromiumFolder(`${SUPPORT}/Google/Chrome`, { profiles: [{ name: 'Default', signedIn }] }),
  );
/** Edge with the work account. */
export const edge: FakeMachine = assemble(
  installed('Microsoft Edge', 'com.microsoft.edgemac', '157.0.4210.37'),
  chromiumFolder(`${SUPPORT}/Microsoft Edge`, {
    profiles: [{ name: 'Default', signedIn: true, edgeAccountType: 2 }],
  }),
);
/** Firefox with 1Password switched on. */
export const firefoxWithOnePassword: FakeMachine = assemble(
  installed('Firefox', 'org.mozilla.firefox', '160.0.1'),
  firefoxFolder(`${SUPPORT}/Firefox`, { [firefoxAddons.onePassword]: true }),
);

/** The program of Company Portal, signed by Microsoft's team: https://learn.microsoft.com/en-us/entra/identity-platform/apple-sso-plugin */
export const portalProgram: FakeMachine = {
  hex: {
    '/Applications/Company Portal.app/Contents/MacOS/Company Portal':
      signedProgram('UBF8T346G9').toString('hex'),
  },
};

/** A network that lets Android's relay be reached and drops connections to Apple's; the Mac has no proxy. */
export const appleRelayClosed: FakeMachine = {
  network: { 'cable.auth.com:443': fails('timed-out') },
  commands: {
    '/usr/sbin/scutil --proxy': {
      exitCode: 0,
      stdout:
        '<dictionary> {\n  ExceptionsList : <array> {\n    0 : *.local\n  }\n  FTPPassive : 1\n  HTTPSEnable : 0\n}\n',
      stderr: '',
    },
  },
};
