import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { makeStandIn } from './stand-in/make-stand-in.ts';

const root = join(import.meta.dirname, '../..');
const bin = (name: string) => join(root, 'node_modules/.bin', name);
const lines = (text: string) => text.split('\n').filter((line) => line !== '');

const whyNot =
  process.platform !== 'linux'
    ? 'it packs for Linux, on Linux'
    : spawnSync('gcc', ['--version']).status !== 0
      ? 'gcc is missing (apt-get install gcc)'
      : null;
if (whyNot !== null) process.stderr.write(`\nSKIPPED packaging test: ${whyNot}\n`);

it('the packaging configuration can take in nothing but the real Electron', () => {
  const config = parse(readFileSync(join(root, 'electron-builder.yml'), 'utf8'));
  expect(Object.keys(config)).not.toContain('electronDist');
  expect(Object.keys(config)).not.toContain('electronDownload');
  expect(config.publish).toBeNull();
});

describe.skipIf(whyNot !== null)(
  `a packed folder for Linux${whyNot === null ? '' : `, skipped: ${whyNot}`}`,
  () => {
    let dir: string;
    let packed: string;
    let contents: string[];

    beforeAll(() => {
      dir = mkdtempSync(join(tmpdir(), 'keyready-packaging-'));
      // Always anew: an old build would prove nothing about today's code.
      execFileSync(bin('electron-vite'), ['build', '--logLevel', 'error'], { cwd: root, stdio: 'pipe' });
      const standIn = join(dir, 'stand-in');
      makeStandIn(standIn);
      const output = join(dir, 'dist');
      execFileSync(
        bin('electron-builder'),
        [
          '--linux',
          'dir',
          '--x64',
          '--publish',
          'never',
          `-c.electronDist=${standIn}`,
          `-c.directories.output=${output}`,
        ],
        { cwd: root, stdio: 'pipe', env: { ...process.env, CI: 'true' }, timeout: 110_000 },
      );
      packed = join(output, 'linux-unpacked');
      contents = lines(
        execFileSync(bin('asar'), ['list', join(packed, 'resources/app.asar')], {
          encoding: 'utf8',
          maxBuffer: 64 * 1024 * 1024,
        }),
      );
    }, 180_000);
    afterAll(() => rmSync(dir, { recursive: true, force: true }));

    it('holds every part of the app and its data', () => {
      for (const file of [
        '/package.json',
        '/out/main/main.js',
        '/out/main/probe-host.js',
        '/out/main/key-list-host.js',
        '/out/main/keyready.js',
        '/out/main/migrations/0001-first.sql',
        '/out/preload/preload.cjs',
        '/out/renderer/index.html',
        '/policy/default.yaml',
        '/policy/remediation.en.yaml',
        '/policy/problems.en.yaml',
      ]) {
        expect(contents, file).toContain(file);
      }
    });

    it("holds no sources, tests, maps, development tools or other systems' binaries", () => {
      const unwanted = contents.filter(
        (file) =>
          /^\/(src|test|scripts|docs|native)(\/|$)/.test(file) ||
          file.endsWith('.map') ||
          /^\/node_modules\/(electron|vite|vitest|typescript|@biomejs|node-linux-|node-win-)/.test(file) ||
          /prebuilds\/[^/]*-(win32|darwin)-/.test(file),
      );
      expect(unwanted).toEqual([]);
    });

    it('holds every package that main imports', () => {
      const imported = new Set<string>();
      for (const file of contents.filter((name) => /^\/out\/main\/[^/]+\.js$/.test(name))) {
        const code = readFileSync(join(root, file), 'utf8');
        for (const [, name] of code.matchAll(
          /(?:\bfrom|\bimport|\bimport\(|\brequire\()\s*["']([^."'][^"']*)["']/g,
        )) {
          if (name === undefined || name.startsWith('node:') || builtinModules.includes(name)) continue;
          imported.add(
            name
              .split('/')
              .slice(0, name.startsWith('@') ? 2 : 1)
              .join('/'),
          );
        }
      }
      imported.delete('electron');
      expect(imported).toContain('fastify');
      const missing = [...imported].filter(
        (name) => !contents.includes(`/node_modules/${name}/package.json`),
      );
      expect(missing).toEqual([]);
    });

    it('leaves native code outside the archive, where the system can load it', () => {
      const native = contents.filter((file) => file.endsWith('.node'));
      expect(native.some((file) => file.includes('node-hid/prebuilds/HID_hidraw-linux-x64/'))).toBe(true);
      for (const file of native) {
        expect(existsSync(join(packed, 'resources/app.asar.unpacked', file)), file).toBe(true);
      }
    });

    it('names the built main file as the start of the app', () => {
      // The archive has package.json at its top; `extract-file` writes into the folder it runs in.
      execFileSync(bin('asar'), ['extract-file', join(packed, 'resources/app.asar'), 'package.json'], {
        cwd: dir,
      });
      expect(JSON.parse(readFileSync(join(dir, 'package.json'), 'utf8')).main).toBe('out/main/main.js');
    });

    it('sets the fuses in the executable', () => {
      const text = execFileSync(bin('electron-fuses'), ['read', '--app', join(packed, 'keyready')], {
        encoding: 'utf8',
      });
      const fuses = Object.fromEntries(
        [...text.matchAll(/(\w+) is (Enabled|Disabled|Removed)/g)].map(([, fuse, state]) => [fuse, state]),
      );
      expect(fuses).toMatchObject({
        RunAsNode: 'Disabled',
        EnableCookieEncryption: 'Enabled',
        EnableNodeOptionsEnvironmentVariable: 'Disabled',
        EnableNodeCliInspectArguments: 'Disabled',
        EnableEmbeddedAsarIntegrityValidation: 'Enabled',
        OnlyLoadAppFromAsar: 'Enabled',
        GrantFileProtocolExtraPrivileges: 'Disabled',
      });
    });

    it('is built on the stand-in, which says so and does not pass for Electron', () => {
      const run = spawnSync(join(packed, 'keyready'), { encoding: 'utf8' });
      expect(run.stdout).toContain('stand-in');
      expect(run.status).toBe(78);
    });
  },
);
