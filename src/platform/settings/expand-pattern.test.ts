import { describe, expect, it } from 'vitest';
import type { Outcome } from '../reach.ts';
import { expandPattern } from './expand-pattern.ts';

/** Folders by path; whatever is not among them is `not-found`, as a file or nothing is. */
function lister(folders: Record<string, string[] | 'denied'>) {
  return async (folder: string): Promise<Outcome<string[]>> => {
    const found = folders[folder];
    if (found === 'denied') return { ok: false, problem: 'denied', detail: 'EACCES' };
    return found === undefined ? { ok: false, problem: 'not-found' } : { ok: true, value: found };
  };
}

describe('expandPattern', () => {
  it('finds names by parts, upper or lower case, but none that begin with a dot', async () => {
    const list = lister({ '/h': ['a.RDP', 'b.rdp', '.c.rdp', 'd.rdp.bak', 'rdp'] });
    expect(await expandPattern(list, '/h/*.rdp')).toEqual({ paths: ['/h/a.RDP', '/h/b.rdp'], missed: [] });
    expect((await expandPattern(list, '/h/.*.rdp')).paths).toEqual(['/h/.c.rdp']);
    expect((await expandPattern(list, '/h/*.rdp*.bak')).paths).toEqual(['/h/d.rdp.bak']);
    expect((await expandPattern(list, '/h/x/a')).paths).toEqual(['/h/x/a']);
    expect((await expandPattern(list, '/none/*')).paths).toEqual([]);
  });

  it('knows drives and shares of Windows', async () => {
    const list = lister({ 'C:\\': ['Users'], 'C:\\Users\\p\\P': ['x', 'y'], '\\\\srv\\home\\P': ['z'] });
    expect((await expandPattern(list, 'C:\\*')).paths).toEqual(['C:\\Users']);
    expect((await expandPattern(list, 'C:\\Users\\p\\P\\*\\prefs.js')).paths).toEqual([
      'C:\\Users\\p\\P\\x\\prefs.js',
      'C:\\Users\\p\\P\\y\\prefs.js',
    ]);
    expect((await expandPattern(list, '\\\\srv\\home\\P\\*')).paths).toEqual(['\\\\srv\\home\\P\\z']);
  });

  it('tells a closed folder and goes on with the others', async () => {
    const list = lister({ '/h': ['a', 'b'], '/h/a': 'denied', '/h/b': ['f'] });
    expect(await expandPattern(list, '/h/*/*')).toEqual({
      paths: ['/h/b/f'],
      missed: [{ problem: 'denied', detail: 'EACCES' }],
    });
  });

  it('goes down to files, and tells where it stops', async () => {
    const list = lister({ '/h': ['a', 'd'], '/h/d': ['b', 'e'], '/h/d/e': ['c'] });
    expect((await expandPattern(list, '/h/**')).paths).toEqual(['/h/a', '/h/d/b', '/h/d/e/c']);
    const endless = async (): Promise<Outcome<string[]>> => ({ ok: true, value: ['again'] });
    expect(await expandPattern(endless, '/h/**')).toEqual({
      paths: [],
      missed: [{ problem: 'too-large', detail: 'over 6 levels' }],
    });
    const wide = async (): Promise<Outcome<string[]>> => ({
      ok: true,
      value: Array.from({ length: 3000 }, (_, at) => String(at)),
    });
    for (const pattern of ['/h/**', '/h/*/*/*']) {
      const { paths, missed } = await expandPattern(wide, pattern);
      expect(paths.length).toBeLessThanOrEqual(500);
      expect(missed).toContainEqual(expect.objectContaining({ problem: 'too-large' }));
    }
  });

  it('compares a name of many parts in no time', async () => {
    const list = lister({ '/h': ['a'.repeat(250)] });
    const begun = performance.now();
    expect((await expandPattern(list, `/h/${'*a'.repeat(40)}*b`)).paths).toEqual([]);
    expect(performance.now() - begun).toBeLessThan(100);
  });
});
