import { decode } from 'cborg';
import { describe, expect, it } from 'vitest';
import { allModels } from './all-models.ts';
import { encodeGetInfo } from './get-info-image.ts';
import { traitsOf } from './key-model.ts';

const plain = { versions: ['FIDO_2_0'], aaguid: '00000000-0000-0000-0000-000000000000' };

describe('GetInfo images', () => {
  it('are in canonical order: integer keys ascending, text keys shorter first', () => {
    const bytes = encodeGetInfo({
      ...plain,
      options: { clientPin: true, up: true, rk: true },
      maxPINLength: 63,
    });
    expect(Buffer.from(bytes).toString('hex')).toBe(
      'a4' +
        `0181${'68'}${Buffer.from('FIDO_2_0').toString('hex')}` +
        `0350${'00'.repeat(16)}` +
        `04a3${'62726bf5'}${'627570f5'}${'69636c69656e7450696ef5'}` +
        '181d183f',
    );
  });

  it('leave out what is not stated and refuse what is no AAGUID', () => {
    expect([...(decode(encodeGetInfo(plain), { useMaps: true }) as Map<number, unknown>).keys()]).toEqual([
      1, 3,
    ]);
    expect(() => encodeGetInfo({ ...plain, aaguid: 'ab' })).toThrow(RangeError);
  });
});

describe('models', () => {
  it('are at least 14, each with a name of its own and a public source', () => {
    expect(allModels.length).toBeGreaterThanOrEqual(14);
    expect(new Set(allModels.map((model) => model.id)).size).toBe(allModels.length);
    for (const model of allModels) expect(model.sources.join(' '), model.id).toMatch(/^https:\/\//);
  });

  it.each(allModels.map((model) => [model.id, model] as const))(
    '%s says CBOR where it has CTAP2',
    (_id, model) => {
      const traits = traitsOf(model);
      expect((traits.capabilities & 0x04) !== 0).toBe(traits.getInfo !== null);
      expect(traits.getInfo === null || traits.getInfo instanceof Uint8Array).toBe(true);
    },
  );
});
