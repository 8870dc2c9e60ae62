import { ignoreClosedReaders } from './io.ts';
import { startQuickly } from './start-quickly.ts';

startQuickly(process.env);
ignoreClosedReaders([process.stdout, process.stderr]);
const { runDemoCommand } = await import('./main-job/run-demo.ts');
const { stdin, stdout, stderr, env, platform } = process;
process.exitCode = await runDemoCommand({ stdin, stdout, stderr, env, platform });
