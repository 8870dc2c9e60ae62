import { userInfo } from 'node:os';

/** An account without special rights, and how to start a program as it. */
export type OrdinaryAccount = { name: string; uid: number; gid: number; launcher: readonly string[] };

/**
 * The person who runs the tests, or, where that is root (as in most CI), Debian's `nobody`. The one right `nobody`
 * keeps is to read the project's files, which may lie in root's home; the product looks at the user id only.
 */
export function ordinaryAccount(): OrdinaryAccount {
  const { uid, gid, username } = userInfo();
  if (uid !== 0) return { name: username, uid, gid, launcher: [] };
  const nobody = 65534;
  return {
    name: 'nobody',
    uid: nobody,
    gid: nobody,
    launcher: [
      'setpriv',
      `--reuid=${nobody}`,
      `--regid=${nobody}`,
      '--clear-groups',
      '--inh-caps=+dac_override',
      '--ambient-caps=+dac_override',
      '--',
    ],
  };
}
