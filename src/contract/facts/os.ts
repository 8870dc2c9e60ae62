import { z } from 'zod';
import { readingOf } from '../observation.ts';
import { openObject } from '../open-object.ts';
import { PlatformName } from '../platform-name.ts';

/** Operating system and the session the person works in. */
export const OsFacts = openObject({
  platform: PlatformName,
  /** Distribution or edition id: `debian`, `ubuntu`, `windows`, `macos`. */
  id: z.string(),
  /** Linux only: ids of the distributions this one is made from, nearest first (`ID_LIKE`): `ubuntu`, `debian`. */
  like: z.array(z.string().max(64)).optional(),
  /** Name as the system shows it: `Debian GNU/Linux 12 (bookworm)`. */
  prettyName: z.string(),
  /** Version as the system compares it (`12`, `24.04`, `10.0.26100`, `15.3.1`); null when a rolling release has none. */
  version: z.string().nullable(),
  /** Kernel release on Linux, build on Windows and macOS. */
  kernel: z.string(),
  /** Processor architecture by Node's word: `x64`, `arm64`. */
  arch: z.string(),
  session: openObject({
    /** `local` sits at the machine, `remote` came by SSH/RDP, `none` has no login session (a service or cron). */
    kind: readingOf(z.enum(['local', 'remote', 'none'])),
    /** `wayland`, `x11`, `tty`, … */
    type: z.string().nullable(),
    /** `GNOME`, `KDE`, …; null without a desktop. */
    desktop: z.string().nullable(),
  }),
  /** Runs inside a virtual machine or container: `docker`, `kvm`, `none`, …; null when it could not be told. */
  virtualization: z.string().nullable(),
  /** Windows only: `Enterprise`, `Professional`, `Core`. Absent in reports of agents before 0.2. */
  edition: z.string().nullable().optional(),
  /** Windows only: name of the version, `24H2`. */
  release: z.string().nullable().optional(),
  /** Windows only: for people or for services. */
  installation: z.enum(['client', 'server']).nullable().optional(),
});
export type OsFacts = z.infer<typeof OsFacts>;
