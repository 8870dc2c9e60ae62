import { describe, expect, it } from 'vitest';
import {
  fiveKeys,
  lookWith,
  sampleDepth,
  sampleKey,
} from '../../../test/doubles/security-keys/sample-keys.ts';
import type { AttachedKey } from '../../contract/facts/security-key.ts';
import type { KeysOutput } from '../../contract/keys.ts';
import { readPolicyFiles } from '../../platform/policy-files.ts';
import { judgingFiles } from '../assess/grounds.ts';
import { changesSince, seenIn } from './key-changes.ts';
import { showKeys } from './show-keys.ts';

const files = judgingFiles(await readPolicyFiles());
const look = (keys: Parameters<typeof lookWith>[0], second = 1): KeysOutput =>
  showKeys(lookWith(keys), files, new Date(Date.UTC(2026, 10, 23, 0, 0, second)));
const key = (id: string, more: Partial<AttachedKey> = {}, info = {}) =>
  sampleKey(id, { kind: 'known', value: sampleDepth(info) }, more);
const since = (before: AttachedKey[], after: AttachedKey[]) =>
  changesSince(seenIn(look(before)), look(after, 9)).map((change) =>
    'key' in change ? `${change.kind} ${change.key.id}` : change.kind,
  );

describe('changes between two looks', () => {
  it('are none while nothing changes, whenever the look was', () => {
    expect(since(fiveKeys(), fiveKeys())).toEqual([]);
    expect(since([], [])).toEqual([]);
  });

  it('name what came and what went', () => {
    expect(since([], [key('hidraw0')])).toEqual(['plugged-in hidraw0']);
    expect(since([key('hidraw0'), key('hidraw1')], [key('hidraw1')])).toEqual(['unplugged hidraw0']);
    expect(since([key('hidraw0')], [key('hidraw1')])).toEqual(['unplugged hidraw0', 'plugged-in hidraw1']);
  });

  it('see another key in the same place by its mark', () => {
    const [one, other] = ['a', 'b'].map((digit) => key('hidraw0', { mark: digit.repeat(32) }));
    expect(since([one as AttachedKey], [other as AttachedKey])).toEqual([
      'unplugged hidraw0',
      'plugged-in hidraw0',
    ]);
  });

  it('see a key that changed: its PIN was set, or it may be read now', () => {
    const noPin = key('hidraw0', {}, { options: { rk: true, clientPin: false } });
    expect(since([noPin], [key('hidraw0')])).toEqual(['changed hidraw0']);
    const closed = sampleKey('hidraw0', { kind: 'unknown', reason: 'no-device-access' });
    expect(since([closed], [key('hidraw0')])).toEqual(['changed hidraw0']);
  });

  it('do not call a counter that the key moves by itself a change', () => {
    const counted = (uvCountSinceLastPinEntry: number) => key('hidraw0', {}, { uvCountSinceLastPinEntry });
    expect(since([counted(1)], [counted(2)])).toEqual([]);
  });

  it('never call keys unplugged that could not be looked for', () => {
    const crashed = lookWith([]);
    const lost = look({
      kind: 'unknown',
      reason: 'crashed',
      at: crashed.startedAt,
      tookMs: 1,
      context: 'user',
    });
    const before = seenIn(look([key('hidraw0'), key('hidraw1')]));
    expect(changesSince(before, lost)).toEqual([{ kind: 'lost-sight', why: 'crashed' }]);
    const during = seenIn(lost, before);
    expect(changesSince(during, lost)).toEqual([]);
    expect(changesSince(during, look([key('hidraw1')])).map(({ kind }) => kind)).toEqual([
      'sight-again',
      'unplugged',
    ]);
  });
});
