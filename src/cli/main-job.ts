import { ignoreClosedReaders } from './io.ts';
import { startQuickly } from './start-quickly.ts';

// Before anything heavy is loaded, or it would not be loaded from the cache.
startQuickly(process.env);
ignoreClosedReaders([process.stdout, process.stderr]);
const { runMainJobCommand } = await import('./main-job/run-main-job.ts');
const { stdin, stdout, stderr, env, platform } = process;
process.exitCode = await runMainJobCommand(process.argv.slice(2), { stdin, stdout, stderr, env, platform });
