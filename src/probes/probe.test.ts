import { describe, expect, it } from 'vitest';
import { tidyText, unknown, unknownFrom } from './probe.ts';

describe('words of a probe', () => {
  it('keeps a detail within the contract', () => {
    expect(unknown('unreadable', 'x'.repeat(2000)).detail).toHaveLength(500);
    expect(unknownFrom({ ok: false, problem: 'busy', detail: 'x'.repeat(2000) }).detail).toHaveLength(500);
    expect(unknownFrom({ ok: false, problem: 'busy' })).toEqual({ kind: 'unknown', reason: 'busy' });
  });
  it('takes control characters and broken surrogates out of foreign text', () => {
    expect(tidyText(' a\0\u001b[31m\nb\ud800 ')).toBe('a [31m b\ufffd');
    expect(tidyText('x'.repeat(300))).toHaveLength(200);
  });
});
