import { expect, it } from 'vitest';
import { isElevated } from './is-elevated.ts';

it('is decided by the effective user id, and on Windows by what Windows says', () => {
  for (const platform of ['linux', 'darwin'] as const) {
    expect(isElevated(platform, { effectiveUid: 0, askWindows: () => false })).toBe(true);
    expect(isElevated(platform, { effectiveUid: 1000, askWindows: () => true })).toBe(false);
  }
  expect(isElevated('win32', { effectiveUid: 0, askWindows: () => false })).toBe(false);
  expect(isElevated('win32', { askWindows: () => true })).toBe(true);
});

it('is not said where Windows cannot be asked', () => {
  const failing = () => {
    throw new Error('no token');
  };
  expect(isElevated('win32', { askWindows: failing })).toBe(false);
  if (process.platform !== 'win32') expect(isElevated('win32', { effectiveUid: 0 })).toBe(false);
});

it('of this very process is what the system says of it', () => {
  if (process.platform !== 'win32') expect(isElevated('linux')).toBe(process.geteuid?.() === 0);
});
