// Builds the addon for this system, or on Linux the one for Windows. See native/windows/README.md.
import { relative } from 'node:path';
import { addonFile, buildWithMingw, projectRoot } from './native/build-with-mingw.ts';
import { buildWithMsvc } from './native/build-with-msvc.ts';

const UNAVAILABLE = 69;
const FAILED = 1;

const builders: Partial<Record<NodeJS.Platform, () => Promise<void>>> = {
  linux: buildWithMingw,
  win32: buildWithMsvc,
};

const build = builders[process.platform];
if (build === undefined) {
  process.stderr.write(`keyready: no addon is built on ${process.platform}.\n`);
  process.exit(UNAVAILABLE);
}
try {
  await build();
  process.stdout.write(`${relative(projectRoot, addonFile)}\n`);
} catch (error) {
  const { message, code } = error as NodeJS.ErrnoException;
  const advice =
    code === 'ENOENT' ? 'needs the packages g++-mingw-w64-x86-64-posix and those of npm ci.\n' : '';
  process.stderr.write(`keyready: ${message}\n${advice}`);
  process.exit(code === 'ENOENT' ? UNAVAILABLE : FAILED);
}
