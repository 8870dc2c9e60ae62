import { homedir, release } from 'node:os';
import { PlatformName } from '../../contract/platform-name.ts';
import type { Surroundings } from '../reach.ts';
import { isElevated } from './is-elevated.ts';
import { failure, success } from './outcomes.ts';

/** Variables a probe may see: where things lie and what kind of session this is. No name, no token, no free text. */
const seenVariables = [
  'XDG_SESSION_TYPE',
  'XDG_SESSION_CLASS',
  'XDG_SESSION_ID',
  'XDG_SESSION_DESKTOP',
  'XDG_CURRENT_DESKTOP',
  'XDG_SEAT',
  'XDG_VTNR',
  'XDG_CONFIG_HOME',
  'XDG_CONFIG_DIRS',
  'XDG_DATA_HOME',
  'XDG_DATA_DIRS',
  'XDG_RUNTIME_DIR',
  'DESKTOP_SESSION',
  'WAYLAND_DISPLAY',
  'SESSIONNAME',
  'SystemRoot',
  'ProgramData',
  'ProgramFiles',
  'ProgramFiles(x86)',
  'LOCALAPPDATA',
  'APPDATA',
  'container',
] as const;

/**
 * Variables that may hold an address of a person's other machine, or the password of a proxy; only that they are set is told, as `1`.
 */
const presenceOnly = [
  'SSH_CONNECTION',
  'SSH_CLIENT',
  'SSH_TTY',
  'DISPLAY',
  'HTTPS_PROXY',
  'https_proxy',
  'ALL_PROXY',
  'all_proxy',
] as const;

/** What this process is, from the process itself. */
export function liveSurroundings(): Surroundings {
  return {
    async about() {
      const platform = PlatformName.safeParse(process.platform);
      if (!platform.success) return failure('not-supported', process.platform);
      const uid = process.getuid?.() ?? null;
      const env: Record<string, string> = {};
      for (const name of seenVariables) {
        const value = process.env[name];
        if (value !== undefined) env[name] = value;
      }
      for (const name of presenceOnly) {
        if (process.env[name]) env[name] = '1';
      }
      return success({
        platform: platform.data,
        arch: process.arch,
        kernel: release(),
        uid,
        elevated: isElevated(platform.data),
        homeDir: homedir(),
        env,
      });
    },
  };
}
