import type { Outcome, ReachProblem } from '../../src/platform/reach.ts';
import type { SettingsDisk } from '../../src/platform/settings/settings-disk.ts';

type Failure = { ok: false; problem: ReachProblem; detail?: string };

/** Files and folders of a pretended machine. Texts are read as UTF-8; `hex` for any other bytes. */
type FilesOfMachine = {
  texts?: Record<string, string | Failure>;
  hex?: Record<string, string | Failure>;
  folders?: Record<string, string[] | Failure>;
  kinds?: Record<string, unknown>;
};

/**
 * A disk on which exactly the named files stand: their folders are listed as if they were there, and what is not named is `otherwise`, which for a
 * machine that is known whole is `not-found`.
 */
export function fakeDisk(machine: FilesOfMachine, otherwise: ReachProblem): SettingsDisk {
  const contents = { ...machine.texts, ...machine.hex };
  const separatorOf = (path: string) => (/^[A-Za-z]:/.test(path) ? '\\' : '/');
  const failed = (problem: ReachProblem): Failure => ({ ok: false, problem });
  return {
    async list(folder): Promise<Outcome<string[]>> {
      const scripted = machine.folders?.[folder];
      if (Array.isArray(scripted)) return { ok: true, value: scripted };
      if (scripted !== undefined) return scripted;
      if (folder in contents) return failed('not-found');
      const front = folder.endsWith(separatorOf(folder)) ? folder : folder + separatorOf(folder);
      const names = [...Object.keys(contents), ...Object.keys(machine.kinds ?? {})]
        .filter((path) => path.startsWith(front))
        .map((path) => path.slice(front.length).split(separatorOf(folder))[0] ?? '');
      return names.length === 0 ? failed(otherwise) : { ok: true, value: [...new Set(names)].sort() };
    },
    async read(path, maxBytes) {
      const content = contents[path];
      if (content === undefined) return failed(otherwise);
      if (typeof content !== 'string') return content;
      const bytes = machine.hex?.[path] === undefined ? Buffer.from(content) : Buffer.from(content, 'hex');
      return bytes.length > maxBytes
        ? failed('too-large')
        : { ok: true, value: { bytes, changedLately: false } };
    },
    async stands(path) {
      const front = path + separatorOf(path);
      const named = [...Object.keys(contents), ...Object.keys(machine.kinds ?? {})];
      return named.some((one) => one === path || one.startsWith(front))
        ? { ok: true, value: true }
        : failed(otherwise);
    },
  };
}
