import { describe, expect, it } from 'vitest';
import { type FakeMachine, fails, fakeReach, neverStops } from '../../../test/doubles/fake-reach.ts';
import { appsLinux } from './apps.linux.ts';

const base: FakeMachine = { otherwise: 'not-found', about: {} };
const observe = (machine: FakeMachine) => appsLinux.observe(fakeReach({ ...base, ...machine }), neverStops());
const dpkg = (text: string | ReturnType<typeof fails>) => ({ texts: { '/var/lib/dpkg/status': text } });
const two =
  'Package: pcscd\nStatus: install ok installed\nVersion: 1.9.9-2\n\nPackage: secret-game\nStatus: install ok installed\nVersion: 1\n';

describe('apps', () => {
  it('counts all and names only what rules need', async () => {
    const found = await observe(dpkg(two));
    expect(found).toMatchObject({
      facts: {
        sources: [
          { source: 'dpkg', count: { kind: 'known', value: 2 } },
          { source: 'rpm', count: { kind: 'not-applicable' } },
          { source: 'pacman', count: { kind: 'not-applicable' } },
          { source: 'apk', count: { kind: 'not-applicable' } },
          { source: 'flatpak', count: { kind: 'not-applicable' } },
          { source: 'snap', count: { kind: 'not-applicable' } },
        ],
        named: [{ source: 'dpkg', id: 'pcscd', version: '1.9.9-2' }],
      },
    });
    expect(JSON.stringify(found)).not.toContain('secret-game');
  });
  it('counts an application once though system and person both have it', async () => {
    const folders = {
      '/var/lib/flatpak/app': ['org.gimp.GIMP', 'org.mozilla.firefox'],
      '/home/person/.local/share/flatpak/app': ['org.gimp.GIMP'],
      '/snap': ['README', 'bin', 'core24', 'firefox'],
    };
    expect(await observe({ folders })).toMatchObject({
      facts: { sources: [{}, {}, {}, {}, { count: { value: 2 } }, { count: { value: 2 } }] },
    });
  });
  it.each([
    ['closed', fails('denied'), 'needs-elevation'],
    ['too large', fails('too-large'), 'unreadable'],
    ['garbage', '\0\0\0', 'unreadable'],
  ])('a %s database is unknown, not unused and not empty', async (_name, text, reason) => {
    const found = await observe({ ...dpkg(text), folders: { '/snap': [] } });
    expect(found).toMatchObject({
      facts: { sources: [{ count: { kind: 'unknown', reason } }, {}, {}, {}, {}, {}] },
    });
    expect(await observe(dpkg(text))).toMatchObject({ kind: 'unknown', reason });
  });
  it('inside a flatpak an unseen package system is not an unused one', async () => {
    expect(await observe({ kinds: { '/.flatpak-info': 'file' } })).toMatchObject({
      kind: 'unknown',
      reason: 'not-supported',
    });
    expect(await observe({})).toMatchObject({ kind: 'known' });
  });
  it('a closed folder makes its count unknown, not smaller', async () => {
    const folders = {
      '/var/lib/flatpak/app': ['a.b.c'],
      '/home/person/.local/share/flatpak/app': fails('denied'),
    };
    expect(await observe({ folders, ...dpkg(two) })).toMatchObject({
      facts: { sources: [{}, {}, {}, {}, { count: { kind: 'unknown', reason: 'needs-elevation' } }, {}] },
    });
  });
});
