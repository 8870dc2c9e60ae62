import { homedir, hostname, userInfo } from 'node:os';

/** Words by which a person or machine could be told. */
export type PersonalNames = { users: readonly string[]; hosts: readonly string[]; homes: readonly string[] };

/** The words of whoever runs this process. */
export function personalNamesHere(env: NodeJS.ProcessEnv = process.env): PersonalNames {
  const users = [accountName(), env.SUDO_USER, env.USER, env.LOGNAME, env.USERNAME];
  const host = hostname();
  return {
    users: distinct(users),
    hosts: distinct([host, host.split('.')[0], env.HOSTNAME, env.COMPUTERNAME]),
    homes: distinct([homedir(), env.HOME, env.USERPROFILE]),
  };
}

function accountName(): string | undefined {
  try {
    return userInfo().username;
  } catch {
    // An account that is in no passwd file has no name to hide.
    return undefined;
  }
}

function distinct(words: readonly (string | undefined)[]): string[] {
  return [...new Set(words.filter((word) => word !== undefined && word !== ''))] as string[];
}
