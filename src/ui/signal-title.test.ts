import { describe, expect, it } from 'vitest';
import { signalCatalogue } from '../core/signals/catalogue.ts';
import { signalTitle } from './signal-title.ts';

describe('signalTitle', () => {
  it('has words for every signal of the catalogue', () => {
    for (const id of Object.keys(signalCatalogue)) expect(signalTitle(id)).not.toBe(id);
  });

  it('keeps the id of a signal from a newer version', () => {
    expect(signalTitle('passkey-plugin')).toBe('passkey-plugin');
    expect(signalTitle('constructor')).toBe('constructor');
  });
});
