import { parseKeyFile } from './parse-key-file.ts';

/** The maker's dotted number inside a version text; null when there is none. `128.5.0esr` gives `128.5.0`. */
export function dottedNumber(text: string | undefined): string | null {
  return /^\d+(\.\d+)*/.exec(text?.trim() ?? '')?.[0] ?? null;
}

/** Maker's version inside a package version `epoch:upstream-revision` (deb-version(7)); null when it has none. */
export function upstreamVersion(packageVersion: string): string | null {
  return dottedNumber(packageVersion.trim().replace(/^\d+:/, ''));
}

/** `Version` of Mozilla's application.ini: https://firefox-source-docs.mozilla.org/ */
export function parseApplicationIni(text: string): string | null {
  return dottedNumber(parseKeyFile(text).get('App')?.get('Version'));
}

/** `version:` of a snap: https://snapcraft.io/docs/snap-format. One top-level scalar, so no YAML reader is loaded for it. */
export function parseSnapYaml(text: string): string | null {
  const value = /^version:[ \t]*(?:'([^'\n]*)'|"([^"\n]*)"|([^\n#]*))/m.exec(text);
  return dottedNumber(value?.[1] ?? value?.[2] ?? value?.[3]);
}

/** Newest release in AppStream metadata, whose list starts with it: https://www.freedesktop.org/software/appstream/docs/ */
export function parseMetainfo(text: string): string | null {
  return dottedNumber(/<release\s[^>]{0,400}?\bversion\s*=\s*["']([^"']{1,100})["']/.exec(text)?.[1]);
}
