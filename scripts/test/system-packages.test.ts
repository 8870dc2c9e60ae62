import { describe, expect, it } from 'vitest';
import { type PackageSource, preparePackages } from './system-packages.ts';

const demands = [
  { needs: ['chromium'], uses: [] },
  { needs: ['swtpm'], uses: ['gcc', 'chromium'] },
];

function machine(about: {
  isRoot?: boolean;
  hasApt?: boolean;
  installed?: string[];
  refuses?: string;
}): PackageSource & { asked: string[][] } {
  const installed = new Set(about.installed);
  const asked: string[][] = [];
  return {
    asked,
    isRoot: about.isRoot ?? true,
    hasApt: about.hasApt ?? true,
    isInstalled: (name) => installed.has(name),
    install: (names) => {
      asked.push([...names]);
      if (about.refuses) throw new Error(about.refuses);
      for (const name of names) installed.add(name);
    },
  };
}

describe('preparePackages', () => {
  it('asks for nothing when all is there', () => {
    const source = machine({ installed: ['chromium', 'swtpm', 'gcc'] });
    expect(preparePackages(demands, source, () => undefined)).toEqual({ missing: new Set(), message: null });
    expect(source.asked).toEqual([]);
  });

  it('installs as root what is missing, each once, and says so', () => {
    const source = machine({ installed: ['swtpm'] });
    const said: string[] = [];
    const ready = preparePackages(demands, source, (line) => said.push(line));
    expect(ready).toEqual({ missing: new Set(), message: null });
    expect(source.asked).toEqual([['chromium', 'gcc']]);
    expect(said).toEqual(['installing Debian packages: chromium gcc']);
  });

  it('tells an ordinary user the exact command once and tries nothing', () => {
    const source = machine({ isRoot: false });
    const ready = preparePackages(demands, source, () => undefined);
    expect(ready.missing).toEqual(new Set(['chromium', 'swtpm', 'gcc']));
    expect(ready.message).toContain('sudo apt-get install --no-install-recommends chromium swtpm gcc');
    expect(source.asked).toEqual([]);
  });

  it('says what the packages are called where there is no apt', () => {
    const ready = preparePackages(demands, machine({ hasApt: false }), () => undefined);
    expect(ready.missing.size).toBe(3);
    expect(ready.message).toContain('chromium swtpm gcc');
  });

  it('reports why apt failed and what is still missing', () => {
    const source = machine({ refuses: 'E: Unable to fetch some archives' });
    const ready = preparePackages(demands, source, () => undefined);
    expect(ready.missing).toEqual(new Set(['chromium', 'swtpm', 'gcc']));
    expect(ready.message).toContain('Unable to fetch some archives');
  });
});
