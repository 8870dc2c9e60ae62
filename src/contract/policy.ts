import { z } from 'zod';
import { PlatformName } from './platform-name.ts';
import { Owner } from './verdict.ts';

/** A version number to compare numerically: `118`, `10.0.22621`. */
const VersionText = z.string().regex(/^\d+(\.\d+)*$/);
/** Every fact in policy names where it was read and when. */
const sourced = { source: z.url(), asOf: z.iso.date() };

const MacUpgradeLimit = z.strictObject({
  /** First number of the version: `12`, `26`. */
  highest: z.number().int().min(10).max(99),
  /** Identifiers as `sysctl hw.model` gives them: `MacBookPro14,1`, `Mac15,3`. */
  models: z.array(z.string().regex(/^[A-Za-z]{3,20}\d{1,3},\d{1,3}$/)).min(1),
  ...sourced,
});

/** A model that stands twice has two answers; refused at its second place. */
function eachModelOnce(rows: readonly z.infer<typeof MacUpgradeLimit>[], context: z.RefinementCtx): void {
  const seen = new Set<string>();
  for (const [row, { models }] of rows.entries()) {
    for (const [at, model] of models.entries()) {
      if (seen.has(model)) {
        context.addIssue({ code: 'custom', path: [row, 'models', at], message: `${model} is listed twice` });
      }
      seen.add(model);
    }
  }
}

/** policy/default.yaml. Written by people, so unknown keys are refused with their name rather than ignored. */
export const Policy = z.strictObject({
  schemaVersion: z.literal(1),
  version: z.string().min(1).max(60),
  /** An observation older than this is shown with its age. */
  staleAfterDays: z.number().int().positive(),
  /** An observation older than this counts as not made: what rests on it is "could not check". */
  forgetAfterDays: z.number().int().positive().default(30),
  /** Days that bite: end of a method, with where it is written. */
  dates: z.array(
    z.strictObject({
      id: z.string(),
      date: z.iso.date(),
      what: z.string(),
      /** `catalogue`: bites single programs, which name it in policy/catalogue; it is no date of the rollout. */
      about: z.literal('catalogue').optional(),
      ...sourced,
    }),
  ),
  /** Browsers that can use passkeys with Entra ID, by platform, with the lowest version if one is published. */
  browsers: z.array(
    z.strictObject({
      family: z.string(),
      platform: PlatformName,
      minimum: VersionText.nullable(),
      ...sourced,
    }),
  ),
  /** Lowest versions that rules ask for by id, e.g. of an operating system for a passkey kind. Missing = none published. */
  minimums: z
    .array(
      z.strictObject({
        id: z.string(),
        platform: PlatformName,
        minimum: VersionText,
        what: z.string(),
        ...sourced,
      }),
    )
    .optional(),
  /** Last days of support of Windows clients, by build and by groups of editions. What is not listed is not known. */
  windowsSupport: z
    .strictObject({
      /** Editions of each group by Windows' own ids (`EditionID`). */
      editions: z.record(z.string(), z.array(z.string()).min(1)),
      ends: z.array(
        z.strictObject({
          build: z.number().int().positive(),
          /** `Windows 11 24H2`. */
          name: z.string().min(3).max(60),
          /** Last day with security updates, by group of editions. */
          until: z.record(z.string(), z.iso.date()),
          ...sourced,
        }),
      ),
    })
    .optional(),
  /** Last days with updates of macOS and Linux distributions, by the id that the system gives itself (`ID` of os-release; `macos`). */
  systemSupport: z
    .array(
      z.strictObject({
        id: z.string().min(2).max(60),
        releases: z.array(
          z.strictObject({
            /** Beginning of the version: `12`, `24.04`. */
            version: VersionText,
            name: z.string().min(3).max(60),
            /** Null: still gets updates, and no day is published. */
            until: z.iso.date().nullable(),
          }),
        ),
        ...sourced,
      }),
    )
    .optional(),
  /** Which versions of browsers still get fixes. A browser that is not listed is not asked. */
  browserSupport: z
    .array(
      z.strictObject({
        family: z.string(),
        /** The oldest version of the running line that got fixes on `asOf`. */
        oldest: VersionText,
        /** Older lines that get fixes as well, by the beginning of their version; `until` null where no day is published. */
        alsoMaintained: z
          .array(z.strictObject({ version: VersionText, until: z.iso.date().nullable() }))
          .optional(),
        ...sourced,
      }),
    )
    .optional(),
  /** The highest macOS that models of Mac can install. A model that is not listed is not known. */
  macUpgradeLimits: z.array(MacUpgradeLimit).superRefine(eachModelOnce).optional(),
  /** What a device may do on the network for a scan. Without it, everything that is named here. */
  network: z
    .strictObject({
      /** Look whether the relay hosts of phone sign-in can be reached (signal `tunnel-hosts`). */
      measureTunnelHosts: z.boolean(),
    })
    .optional(),
  /** What leaves a device of its installed programs. Without it, only those of the catalogue and the few that rules name. */
  inventory: z
    .strictObject({
      /** The names and versions of all installed programs as well (signal `apps`, field `all`). */
      wholeList: z.boolean(),
    })
    .optional(),
  /** Rules switched off by row id, with the reason IT gave. */
  rulesOff: z.array(z.strictObject({ rule: z.string(), because: z.string() })),
});
export type Policy = z.infer<typeof Policy>;

const Steps = z.array(z.string().min(1)).min(1);

/** Id of a Linux distribution as os-release gives it: `fedora`, `opensuse-leap`. */
const DistributionId = z.string().regex(/^[a-z0-9][a-z0-9._-]{0,63}$/);

/** Words for one reason code. */
export const Remediation = z.strictObject({
  title: z.string().min(3).max(80),
  /** What it means for the person, one or two sentences, no jargon, no blame. */
  plain: z.string().min(10).max(400),
  /** For IT: what exactly was judged. */
  detail: z.string().max(600).optional(),
  owner: Owner.optional(),
  minutes: z.number().positive().optional(),
  /** What to do, imperative: `Turn on Bluetooth`. Absent when there is nothing to do. */
  action: z.string().max(80).optional(),
  steps: z
    .strictObject({
      any: Steps.optional(),
      win32: Steps.optional(),
      darwin: Steps.optional(),
      linux: Steps.optional(),
      /** Instead of `linux`, on this distribution and on those that say they are like it. */
      linuxBy: z.record(DistributionId, Steps).optional(),
    })
    .optional(),
  link: z
    .strictObject({
      any: z.string().optional(),
      win32: z.string().optional(),
      darwin: z.string().optional(),
      linux: z.string().optional(),
    })
    .optional(),
  source: z.url().optional(),
});
export type Remediation = z.infer<typeof Remediation>;

/** policy/remediation.en.yaml */
export const RemediationBook = z.strictObject({
  language: z.string(),
  reasons: z.record(z.string(), Remediation),
});
export type RemediationBook = z.infer<typeof RemediationBook>;

/** policy/problems.en.yaml: words for problem codes such as `ingest.bad-signature`. */
export const ProblemBook = z.strictObject({
  language: z.string(),
  problems: z.record(
    z.string(),
    z.strictObject({ title: z.string().min(3).max(100), means: z.string().min(10), todo: z.string().min(5) }),
  ),
});
export type ProblemBook = z.infer<typeof ProblemBook>;
