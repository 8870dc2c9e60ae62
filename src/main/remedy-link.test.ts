import { describe, expect, it } from 'vitest';
import { readRemedyLink } from './remedy-link.ts';

describe('readRemedyLink', () => {
  it('opens web pages on every platform', () => {
    for (const platform of ['win32', 'darwin', 'linux'] as const) {
      expect(readRemedyLink('https://aka.ms/mysecurityinfo', platform)).toEqual({
        how: 'url',
        url: 'https://aka.ms/mysecurityinfo',
      });
    }
  });
  it('opens settings pages on their own platform only', () => {
    expect(readRemedyLink('ms-settings:signinoptions', 'win32')).toMatchObject({ how: 'url' });
    expect(readRemedyLink('x-apple.systempreferences:com.apple.BluetoothSettings', 'darwin')).toMatchObject({
      how: 'url',
    });
    expect(readRemedyLink('gnome-control-center:bluetooth', 'linux')).toEqual({
      how: 'panel',
      program: '/usr/bin/gnome-control-center',
      panel: 'bluetooth',
    });
    expect(readRemedyLink('ms-settings:signinoptions', 'linux')).toBeNull();
    expect(readRemedyLink('gnome-control-center:bluetooth', 'win32')).toBeNull();
  });
  for (const link of [
    '',
    'bluetooth',
    'http://example.org/',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'data:text/html,x',
    'smb://host/share',
    'ms-msdt:/id',
    'search-ms:query=x',
    'vbscript:x',
    'https://microsoft.com@evil.example/',
    'https://user:word@example.org/',
    'constructor:x',
    '__proto__:x',
    'gnome-control-center:--help',
    'gnome-control-center:/etc/passwd',
    'gnome-control-center:bluetooth?x',
    'gnome-control-center:bluetooth wifi',
    'gnome-control-center:',
  ]) {
    it(`refuses "${link}"`, () => {
      for (const platform of ['win32', 'darwin', 'linux'] as const)
        expect(readRemedyLink(link, platform)).toBeNull();
    });
  }
});
