// Holds the sender lock of the folder named by the first argument until somebody kills it.
import { withSenderLock } from '../../../src/upload/sender-lock.ts';

await withSenderLock(process.argv[2] ?? '', () => {
  process.stdout.write('held\n');
  return new Promise(() => {
    setInterval(() => {}, 1000);
  });
});
