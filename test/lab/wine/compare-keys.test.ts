import { describe, expect, it } from 'vitest';
import { KeysOutput } from '../../../src/contract/keys.ts';
import { samples } from '../../contract/contract-samples.ts';
import { compareKeys } from './compare-keys.ts';

const sample = () => KeysOutput.parse(structuredClone(samples.KeysOutput[1]));

function changed(change: (output: KeysOutput) => void): KeysOutput {
  const output = sample();
  change(output);
  return output;
}

const firstKey = (output: KeysOutput) => {
  const [key] = output.keys;
  if (!key) throw new Error('the sample has no key');
  return key;
};

describe('the comparison of what two systems show', () => {
  it('counts the values of equal keys and finds no difference', () => {
    const { fields, differences } = compareKeys(sample(), sample());
    expect(differences).toEqual([]);
    expect(fields).toBeGreaterThan(5);
  });

  it('lets the place and the missing maker of a uhid device differ, and nothing else', () => {
    const elsewhere = changed((output) => {
      firstKey(output).facts.id = 'hid-7';
      firstKey(output).facts.manufacturer = 'hidraw';
    });
    expect(compareKeys(sample(), elsewhere).differences).toEqual([]);
    const renamed = changed((output) => {
      firstKey(output).facts.product = 'another';
    });
    expect(compareKeys(sample(), renamed).differences).toHaveLength(1);
  });

  it('tells a value that only one system gives, and a key that only one system shows', () => {
    const more = changed((output) => {
      firstKey(output).facts.mark = 'f'.repeat(32);
    });
    const less = changed((output) => {
      delete firstKey(output).facts.mark;
    });
    expect(compareKeys(more, less).differences).toHaveLength(1);
    const none = changed((output) => {
      output.keys = [];
    });
    expect(compareKeys(sample(), none).differences).toHaveLength(1);
  });

  it('refuses keys that it could not tell apart', () => {
    const twins = changed((output) => {
      output.keys.push(firstKey(output));
    });
    expect(() => compareKeys(twins, sample())).toThrow('cannot be told apart');
  });
});
