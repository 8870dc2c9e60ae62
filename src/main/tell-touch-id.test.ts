import { expect, it } from 'vitest';
import { tellTouchId } from './tell-touch-id.ts';

const never = (error: unknown) => {
  throw error;
};

it('asks macOS anew for each scan', () => {
  const answers = [true, false];
  const tell = tellTouchId('darwin', () => answers.shift() ?? never(new Error('asked too often')), never);
  expect([tell(), tell()]).toEqual([{ canPromptTouchId: true }, { canPromptTouchId: false }]);
});
it.each(['win32', 'linux'])('asks nothing on %s', (platform) => {
  expect(tellTouchId(platform, () => never(new Error('no such call here')), never)()).toBeUndefined();
});
it('loses the answer, not the scan, when the question fails', () => {
  const defects: unknown[] = [];
  const broken = new Error('broken');
  const tell = tellTouchId(
    'darwin',
    () => never(broken),
    (error) => defects.push(error),
  );
  expect(tell()).toBeUndefined();
  expect(defects).toEqual([broken]);
});
