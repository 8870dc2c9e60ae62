import { describe, expect, it } from 'vitest';
import { toldFacts } from './told-facts.ts';

describe('toldFacts', () => {
  it.each([true, false])('passes %s on', async (canPromptTouchId) => {
    expect(await toldFacts({ canPromptTouchId }).ask('canPromptTouchId')).toEqual({
      ok: true,
      value: canPromptTouchId,
    });
  });
  it('knows nothing that it was not told', async () => {
    const silent = { ok: false, problem: 'not-supported' };
    expect(await toldFacts().ask('canPromptTouchId')).toMatchObject(silent);
    expect(await toldFacts({ canPromptTouchId: true }).ask('tpmDevice')).toMatchObject(silent);
  });
});
