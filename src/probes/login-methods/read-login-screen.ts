import type { Reading } from '../../contract/observation.ts';
import type { ProbeReach } from '../../platform/reach.ts';
import { parseKeyFile } from '../browsers/parse-key-file.ts';
import { knownReading, notApplicable, type Unknown, unknown, unknownFrom } from '../probe.ts';
import type { PamServices } from './read-pam.ts';

/**
 * Administrators' settings of GNOME's login screen, as key files:
 * https://documentation.ubuntu.com/adsys/latest/reference/policies/Computer%20Policies/Ubuntu/Login%20Screen/Authentication/.
 * Of several files in the folder the last by name counts (tried with `dconf compile` 0.40). What was set as the login screen's own
 * account stands in a binary file for that account alone, and is not looked at.
 */
const FOLDER = '/etc/dconf/db/gdm.d';
/** Debian's and Ubuntu's place for the same: https://wiki.ubuntuusers.de/GDM/ */
const DEBIAN_FILE = '/etc/gdm3/greeter.dconf-defaults';
const GROUP = 'org/gnome/login-screen';
const SETTING = 'enable-fingerprint-authentication';
const FINGERPRINT_MODULES: readonly string[] = ['pam_fprintd', 'pam_fprintd_grosshack'];

/** GNOME's login screen asks PAM for a fingerprint under this name, beside the one for passwords. */
const FINGERPRINT_SERVICE = 'gdm-fingerprint';

/** What one file says; null when it says nothing or is not there. */
async function readSetting(reach: ProbeReach, path: string): Promise<boolean | null | Unknown> {
  const text = await reach.files.readText(path, 64 * 1024);
  if (!text.ok) return text.problem === 'not-found' ? null : unknownFrom(text);
  const value = parseKeyFile(text.value).get(GROUP)?.get(SETTING);
  return value === 'true' || value === 'false' ? value === 'true' : null;
}

async function isSwitchedOn(reach: ProbeReach): Promise<Reading<boolean>> {
  const names = await reach.files.list(FOLDER);
  if (!names.ok && names.problem !== 'not-found') return unknownFrom(names);
  const files = names.ok ? names.value.filter((name) => name !== 'locks').sort() : [];
  let inFolder: boolean | null = null;
  for (const name of files) {
    const said = await readSetting(reach, `${FOLDER}/${name}`);
    if (said !== null && typeof said === 'object') return said;
    inFolder = said ?? inFolder;
  }
  const atDebian = await readSetting(reach, DEBIAN_FILE);
  if (atDebian !== null && typeof atDebian === 'object') return atDebian;
  if (inFolder !== null && atDebian !== null && inFolder !== atDebian)
    return unknown('not-supported', 'two settings files of the login screen say different things');
  // On by default, same page.
  return knownReading(inFolder ?? atDebian ?? true);
}

/**
 * Does GNOME's login screen offer a fingerprint: is it switched on, and does its PAM service ask for one? Other login screens
 * (KDE's SDDM, LightDM) have no such setting; what their PAM files name stands among the modules.
 */
export async function readFingerprintAtLogin(reach: ProbeReach, pam: PamServices): Promise<Reading<boolean>> {
  if (!pam.services.has(FINGERPRINT_SERVICE) && !pam.services.has('gdm-password'))
    return notApplicable('GNOME’s login screen, which has such a setting, is not installed');
  const asks = pam.modules.some(
    ({ module, services }) => FINGERPRINT_MODULES.includes(module) && services.includes(FINGERPRINT_SERVICE),
  );
  return asks ? isSwitchedOn(reach) : knownReading(false);
}
