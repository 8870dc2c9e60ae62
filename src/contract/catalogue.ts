import { z } from 'zod';
import { checkEntry, eachOnce } from './catalogue-checks.ts';
import { CatalogueId } from './catalogue-id.ts';
import { parseNamePattern } from './name-pattern.ts';
import { PlatformName } from './platform-name.ts';
import { Basis, SettingsTest, VersionNumber, worth } from './settings-test.ts';

export const CATALOGUE_SCHEMA_VERSION = 1;

export const catalogueKinds = [
  'vpn',
  'mail',
  'office',
  'browser',
  'remote-desktop',
  'file-transfer',
  'dev',
  'erp',
  'script',
  'stored-credential',
  'creative',
  'backup',
] as const;
export const CatalogueKind = z.enum(catalogueKinds);
export type CatalogueKind = z.infer<typeof CatalogueKind>;

/**
 * Can this program finish an Entra sign-in when a passkey is the only allowed way? `server-decides`: the program can, the gateway or tenant
 * chooses; `own-account`: it has accounts of its own; `retired`: it no longer works with Microsoft 365 at all.
 */
export const SignInClass = z.enum([
  'password-only',
  'server-decides',
  'passkey-capable',
  'certificate-or-keys',
  'own-account',
  'retired',
]);
export type SignInClass = z.infer<typeof SignInClass>;

/**
 * A name to compare, upper or lower case: plain text that has to be all of it, with `*` for anything and `(a|b|)` for one of several,
 * of which the last here may miss. No regular expression, so that no entry can make a scan slow.
 */
const NamePattern = z
  .string()
  .max(200)
  .regex(/^[\p{L}\p{N}*(][\p{L}\p{N} .,&+'/()|*_@:#!-]{2,}$/u, 'letters, digits, spaces and plain signs only')
  .superRefine((pattern, context) => {
    const pieces = parseNamePattern(pattern);
    if ('fault' in pieces) context.addIssue({ code: 'custom', message: pieces.fault });
  });

const Names = z.array(z.string().min(2).max(120)).min(1).max(20);
/** Files and folders whose being there shows the program. */
const Files = z.array(z.string().min(2).max(300)).min(1).max(20);

export const WindowsDetection = z.strictObject({
  /** As the list of installed programs names it. Both have to fit; without a publisher the name must be unmistakable. */
  programs: z
    .array(z.strictObject({ name: NamePattern, publisher: NamePattern.optional() }))
    .min(1)
    .max(10)
    .optional(),
  /** Package family names of MSIX. */
  families: Names.optional(),
  files: Files.optional(),
  /** Keys of the registry. */
  registry: Names.optional(),
});
export const MacDetection = z.strictObject({
  bundles: Names.optional(),
  /** Team that must have signed the bundle, where it can be told. */
  team: z
    .string()
    .regex(/^[A-Z0-9]{10}$/)
    .optional(),
  files: Files.optional(),
});
export const LinuxDetection = z.strictObject({
  deb: Names.optional(),
  rpm: Names.optional(),
  pacman: Names.optional(),
  apk: Names.optional(),
  flatpak: Names.optional(),
  snap: Names.optional(),
  /** Names of `.desktop` files without the ending, for what no package system knows. */
  desktop: Names.optional(),
  files: Files.optional(),
});

/** What the number of the installed version says; without a limit, that it is installed at all. */
export const VersionCase = z
  .strictObject({
    id: CatalogueId,
    platforms: z.array(PlatformName).min(1).optional(),
    below: VersionNumber.optional(),
    atLeast: VersionNumber.optional(),
    ...worth,
  })
  .refine(({ below, atLeast }) => below === undefined || atLeast === undefined, {
    message: 'below or atLeast, not both',
  });
export type VersionCase = z.infer<typeof VersionCase>;

const entryShape = z.strictObject({
  id: CatalogueId,
  name: z.string().min(2).max(80),
  vendor: z.string().min(2).max(80),
  detect: z
    .strictObject({
      win32: WindowsDetection.optional(),
      darwin: MacDetection.optional(),
      linux: LinuxDetection.optional(),
    })
    .optional(),
  /** No program of its own: what its tests find is all there is to it. */
  withoutProgram: z.boolean().optional(),
  /** VPN profiles of the system itself, by what the signal `vpn-profiles` tells of each. */
  vpnProfiles: z
    .strictObject({
      platform: PlatformName,
      protocols: z.array(z.string()).min(1).optional(),
      /** Those that another entry is for. A profile whose protocol is not told is none of them. */
      exceptProtocols: z.array(z.string()).min(1).optional(),
      alwaysOn: z.boolean().optional(),
    })
    .optional(),
  signIn: z.strictObject({
    class: SignInClass,
    /** From which version, and under which conditions, a passkey can be used. */
    passkeySince: z.string().max(300).optional(),
    /** What the administrator of the server has to look for. */
    serverSetting: z.string().max(300).optional(),
    note: z.string().max(400).optional(),
  }),
  versions: z.array(VersionCase).max(10).optional(),
  tests: z.array(SettingsTest).max(12).optional(),
  /** What to do, in one or two sentences. */
  remediation: z.string().min(10).max(400),
  /** Days that bite: of the policy by id, or the product's own. */
  ends: z
    .array(
      z.union([
        z.strictObject({ policyDate: z.string().max(60) }),
        z.strictObject({
          date: z.iso.date(),
          what: z.string().min(5).max(160),
          basis: Basis,
          source: z.url().optional(),
        }),
      ]),
    )
    .max(6)
    .optional(),
  sources: z.array(z.url()).max(20),
  confidence: z.enum(['high', 'medium', 'low']),
});
export const CatalogueEntry = entryShape.superRefine(checkEntry);
export type CatalogueEntry = z.infer<typeof CatalogueEntry>;

/** policy/catalogue/<kind>.yaml. Written by people: unknown fields are refused by name. */
export const CatalogueFile = z.strictObject({
  schemaVersion: z.literal(CATALOGUE_SCHEMA_VERSION),
  kind: CatalogueKind,
  /** Day of the last look at the facts. */
  checkedOn: z.iso.date(),
  entries: z
    .array(CatalogueEntry)
    .min(1)
    .superRefine((entries, context) => eachOnce(entries, [], context)),
});
export type CatalogueFile = z.infer<typeof CatalogueFile>;

/** All files in one, as programs read it. */
export const Catalogue = z.strictObject({
  schemaVersion: z.literal(CATALOGUE_SCHEMA_VERSION),
  /** Newest `checkedOn`, and a few digits of a hash over all entries: `2026-11-22.1f3a9c0e`. */
  version: z.string().regex(/^\d{4}-\d{2}-\d{2}\.[0-9a-f]{8}$/),
  entries: z
    .array(entryShape.extend({ kind: CatalogueKind }).superRefine(checkEntry))
    .superRefine((entries, context) => eachOnce(entries, [], context)),
});
export type Catalogue = z.infer<typeof Catalogue>;
