import { describe, expect, it } from 'vitest';
import { checkCollectorUrl } from './collector-url.ts';

describe('address of the collector', () => {
  it.each([
    'https://keyready.example.com',
    'https://keyready.example.com/under/a/path/',
    'http://127.0.0.1:8686',
    'http://localhost:8686',
    'http://[::1]:8686',
  ])('takes %s', (text) => {
    expect(checkCollectorUrl(text).href.startsWith(text)).toBe(true);
  });

  it.each([
    'http://keyready.example.com',
    'http://127.0.0.1.example.com',
    'http://192.168.1.2',
    'ftp://127.0.0.1',
    'file:///etc/passwd',
  ])('refuses %s as unprotected', (text) => {
    expect(() => checkCollectorUrl(text)).toThrow(expect.objectContaining({ code: 'upload.insecure-url' }));
  });

  it.each(['', 'keyready', 'https://', 'https://user:secret@keyready.example.com'])(
    'refuses "%s" as bad usage without repeating a password',
    (text) => {
      expect(() => checkCollectorUrl(text)).toThrow(
        expect.objectContaining({ code: 'cli.usage', message: expect.not.stringContaining('secret') }),
      );
    },
  );
});
