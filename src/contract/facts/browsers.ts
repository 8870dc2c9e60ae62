import { z } from 'zod';
import { readingOf } from '../observation.ts';
import { openObject } from '../open-object.ts';

/** Browsers installed for this machine or person. Found from files, never by starting one. */
export const BrowsersFacts = openObject({
  browsers: z.array(
    openObject({
      /** `chrome`, `chromium`, `edge`, `firefox`, `safari`, `brave`, `vivaldi`, `opera`, or another id. */
      family: z.string(),
      name: z.string(),
      /** `stable`, `beta`, `dev`, `esr`, `nightly`; null when the package does not say. */
      channel: z.string().nullable(),
      version: readingOf(z.string()),
      /** How it is packaged: `system`, `flatpak`, `snap`, `user`. A sandboxed one may not reach security keys. */
      packaging: z.enum(['system', 'flatpak', 'snap', 'user']),
      /** Its sandbox lets it talk to security keys. Absent where it has none that matters. */
      reachesKeys: readingOf(z.boolean()).optional(),
    }),
  ),
  /** Family of the default browser for https; value null = none set. */
  defaultBrowser: readingOf(z.string().nullable()),
  /** Company settings of browsers that bear on passkeys, by the name the maker gives them. Absent where not looked at. */
  policies: readingOf(
    z.array(
      openObject({
        family: z.string(),
        name: z.string().max(80),
        value: z.union([z.number(), z.string().max(200)]),
        scope: z.enum(['machine', 'person']),
      }),
    ),
  ).optional(),
});
export type BrowsersFacts = z.infer<typeof BrowsersFacts>;
