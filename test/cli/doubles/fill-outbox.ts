// Adds reports to the outbox named by the first argument until somebody kills it. Prints a report's id only after the
// outbox said it was stored, so that the test knows what must survive.

import { systemClock } from '../../../src/platform/clock.ts';
import { openOutbox } from '../../../src/upload/outbox.ts';
import { openSequence } from '../../../src/upload/sequence.ts';
import { sampleReport } from './sample-report.ts';

const folder = process.argv[2];
if (folder === undefined) throw new Error('needs a folder');
const outbox = openOutbox(`${folder}/outbox`, systemClock);
const sequence = openSequence(`${folder}/sequence.json`, systemClock);
for (;;) {
  const seq = await sequence.next();
  process.stdout.write(`seq ${seq}\n`);
  const report = sampleReport({}, 200_000);
  await outbox.add(report);
  process.stdout.write(`stored ${report.reportId}\n`);
}
