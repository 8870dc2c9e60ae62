// Every probe answers at once.
import { runTestHost } from './run-test-host.ts';

runTestHost({});
