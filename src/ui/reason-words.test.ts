import { describe, expect, it } from 'vitest';
import { knownUnknownReasons } from '../contract/observation.ts';
import { reasonWords } from './reason-words.ts';

describe('reasonWords', () => {
  it('has words for every reason this version gives', () => {
    for (const reason of knownUnknownReasons) expect(reasonWords(reason)).not.toContain(`“${reason}”`);
  });

  it('names a reason from a newer version instead of hiding it', () => {
    expect(reasonWords('sensor-asleep')).toContain('“sensor-asleep”');
    expect(reasonWords('constructor')).toContain('“constructor”');
  });
});
