import { existsSync } from 'node:fs';
import type { GuestParts } from './initramfs.ts';

const ruleFolders = ['/usr/lib/udev/rules.d', '/lib/udev/rules.d'];
/** What every udev has before security keys come into it: names and owners of nodes, and the access list of the seat. */
const usualRules = ['50-udev-default.rules', '73-seat-late.rules'];
/** What makes security keys usable, kept where udev does not look until a situation puts it there. */
const keyRules = ['60-fido-id.rules', '70-uaccess.rules'];

/**
 * This machine's own systemd-udevd, udevadm and fido_id with their rules, for the guest. In Debian 12 udevd is udevadm by another
 * name, and its helpers lie in /lib/udev; where /lib is a link both paths are the same file.
 */
export function udevParts(): Required<Pick<GuestParts, 'programs' | 'copies'>> {
  const copies = [
    ...usualRules.map((name): [string, string] => [`/usr/lib/udev/rules.d/${name}`, ruleFile(name)]),
    ...keyRules.map((name): [string, string] => [`/opt/udev-rules/${name}`, ruleFile(name)]),
  ];
  return {
    programs: ['/bin/udevadm', '/lib/udev/fido_id', '/usr/lib/udev/fido_id'].filter(existsSync),
    copies: Object.fromEntries(copies),
  };
}

function ruleFile(name: string): string {
  const path = ruleFolders.map((folder) => `${folder}/${name}`).find(existsSync);
  if (path === undefined) throw new Error(`${name} of systemd is not installed`);
  return path;
}
