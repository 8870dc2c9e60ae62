import type { Reading } from '../../contract/observation.ts';
import type { ProbeReach } from '../../platform/reach.ts';
import { knownReading, unknown, unknownFrom } from '../probe.ts';

const FOLDER = '/Applications';
const NAME = 'Company Portal.app';
/** https://learn.microsoft.com/en-us/entra/identity-platform/apple-sso-plugin */
export const COMPANY_PORTAL = 'com.microsoft.CompanyPortalMac';

/** Version of Microsoft Company Portal; null = not installed, which only a folder of applications that could be listed proves. */
export async function readCompanyPortal(reach: ProbeReach): Promise<Reading<string | null>> {
  const question = {
    at: [],
    each: false,
    only: { key: 'CFBundleIdentifier', values: [COMPANY_PORTAL] },
    keep: { CFBundleShortVersionString: 'value' },
  } as const;
  const path = `${FOLDER}/${NAME}/Contents/Info.plist`;
  const read = await reach.files.readParts(path, 'plist', question);
  if (!read.ok) {
    if (read.problem !== 'not-found') return unknownFrom(read, 'the description of Company Portal');
    const apps = await reach.files.list(FOLDER);
    if (!apps.ok) return unknownFrom(apps, 'the folder of applications');
    return apps.value.includes(NAME)
      ? unknown('unreadable', 'Company Portal is there without a description')
      : knownReading(null);
  }
  const [part] = read.value;
  if (part === undefined)
    return unknown('unreadable', 'an app of that name is there, but it is not Microsoft’s');
  const version = part.kept.CFBundleShortVersionString;
  return typeof version === 'string' && /^\d[\w.-]{0,39}$/.test(version)
    ? knownReading(version)
    : unknown('unreadable', 'Company Portal tells no version');
}
