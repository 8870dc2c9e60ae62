import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { nameMatcher } from '../../src/core/catalogue/name-matcher.ts';
import { readCatalogueFolder } from '../../src/platform/catalogue/read-catalogue.ts';
import { packagedPolicyFolder } from '../../src/platform/packaged-policy-folder.ts';
import { appsDarwin } from '../../src/probes/apps/apps.darwin.ts';
import { appsLinux } from '../../src/probes/apps/apps.linux.ts';
import { appsWin32 } from '../../src/probes/apps/apps.win32.ts';
import type { AnyProbe } from '../../src/probes/probe.ts';
import { type FakeMachine, fakeReach, neverStops } from '../doubles/fake-reach.ts';
import type { FakeRegistry } from '../doubles/fake-registry.ts';

const fixtures = join(import.meta.dirname, '../fixtures/catalogue');
const read = (file: string): unknown => parse(readFileSync(join(fixtures, file), 'utf8'));
const Names = z.array(z.string().min(2));
const corpus = z
  .strictObject({
    windows: Names,
    lookAlikes: Names,
    debian: Names,
    flathub: Names,
    snaps: Names,
    bundles: Names,
  })
  .parse(read('unrelated-programs.yaml'));
const truth = z.record(z.string(), Names.min(1)).parse(read('true-programs.yaml'));
// The whole catalogue as it stands, so that a pattern of any entry that is too wide fails here.
const catalogue = await readCatalogueFolder(join(await packagedPolicyFolder(), 'catalogue'));

const UNINSTALL = 'SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Uninstall';
const split = (line: string) => {
  const at = line.lastIndexOf(' | ');
  return { name: line.slice(0, at), publisher: line.slice(at + 3) };
};

async function entriesOn(probe: AnyProbe, machine: FakeMachine): Promise<string[]> {
  const found = await probe.observe(
    fakeReach({ otherwise: 'not-found', catalogue, ...machine }),
    neverStops(),
  );
  if (found.kind !== 'known' || !('catalogued' in found.facts)) throw new Error(JSON.stringify(found));
  return (found.facts.catalogued ?? []).map(({ entry }) => entry);
}

function windowsWith(lines: readonly string[]): FakeMachine {
  const registry: FakeRegistry = Object.fromEntries(
    lines.map((line, at) => {
      const { name, publisher } = split(line);
      return [
        `HKLM\\${UNINSTALL}\\{${at}}`,
        { DisplayName: name, Publisher: publisher, DisplayVersion: '1.0' },
      ];
    }),
  );
  return {
    about: { platform: 'win32', homeDir: 'C:\\Users\\user' },
    registry,
    native: {
      thisProcess: {
        elevated: false,
        sid: 'S-1-5-21-111-222-333-1001',
        sessionId: 1,
        remote: false,
      },
    },
  };
}

/** Which pattern of which entry takes the name for its own, in words. */
function patternsThatFit(line: string): string[] {
  const { name, publisher } = split(line);
  return catalogue.entries.flatMap(({ id, detect }) =>
    (detect?.win32?.programs ?? [])
      .filter((program) => nameMatcher(program.name)(name))
      .filter((program) => program.publisher === undefined || nameMatcher(program.publisher)(publisher))
      .map((program) => `${line}: fits "${program.name}" by "${program.publisher ?? 'anyone'}" of ${id}`),
  );
}

describe('programs that have nothing to do with the catalogue', () => {
  it('are at least 300 with their publishers, each once', () => {
    const lines = [...corpus.windows, ...corpus.lookAlikes];
    expect(corpus.windows.length).toBeGreaterThanOrEqual(300);
    expect(lines.filter((line) => split(line).name === '' || !line.includes(' | '))).toEqual([]);
    expect(lines.filter((line, at) => lines.indexOf(line) !== at)).toEqual([]);
  });
  it.each(['windows', 'lookAlikes'] as const)('give no finding on Windows: %s', async (list) => {
    expect(corpus[list].flatMap(patternsThatFit)).toEqual([]);
    expect(await entriesOn(appsWin32, windowsWith(corpus[list]))).toEqual([]);
  });
  it('give no finding on Linux', async () => {
    const status = corpus.debian.map(
      (name) => `Package: ${name}\nStatus: install ok installed\nVersion: 1.0-1\n`,
    );
    const machine: FakeMachine = {
      about: {},
      texts: { '/var/lib/dpkg/status': status.join('\n') },
      folders: {
        '/var/lib/pacman/local': corpus.debian.map((name) => `${name}-1.0-1`),
        '/var/lib/flatpak/app': corpus.flathub,
        '/snap': corpus.snaps,
        '/usr/share/applications': [...corpus.debian, ...corpus.flathub].map((name) => `${name}.desktop`),
      },
    };
    const texts = {
      ...machine.texts,
      '/lib/apk/db/installed': corpus.debian.map((name) => `P:${name}\nV:1.0-r0\n`).join('\n'),
    };
    expect(await entriesOn(appsLinux, { ...machine, texts })).toEqual([]);
  });
  it('give no finding on a Mac', async () => {
    const apps = corpus.bundles.map((id, at) => ({ id, name: `App ${at}.app` }));
    const machine: FakeMachine = {
      about: { platform: 'darwin', homeDir: '/Users/user' },
      folders: { '/Applications': apps.map(({ name }) => name), '/System/Applications': [] },
      documents: Object.fromEntries(
        apps.map(({ id, name }) => [
          `/Applications/${name}/Contents/Info.plist`,
          { CFBundleIdentifier: id, CFBundleShortVersionString: '1.0' },
        ]),
      ),
    };
    expect(await entriesOn(appsDarwin, machine)).toEqual([]);
  });
});

describe('programs of the catalogue are found by their real names', () => {
  const named = catalogue.entries
    .filter(({ detect }) => detect?.win32?.programs !== undefined)
    .map(({ id }) => id);
  it('each entry with names has a real one here, and none that is gone', () => {
    expect(Object.keys(truth).sort()).toEqual([...named].sort());
  });
  it.each(Object.entries(truth).flatMap(([entry, lines]) => lines.map((line) => ({ entry, line }))))(
    '$line is $entry',
    async ({ entry, line }) => {
      expect(await entriesOn(appsWin32, windowsWith([line]))).toContain(entry);
    },
  );
});
