// The os probe asks the machine three things; what it hears is its answer. For recording and replay.
import { runTestHost } from './run-test-host.ts';
import { steadyFacts } from './steady-facts.ts';

runTestHost({
  os: async (reach) => {
    const release = await reach.files.readText('/etc/os-release');
    const missing = await reach.files.readText('/no/such/file');
    const about = await reach.surroundings.about();
    if (!release.ok) return { kind: 'unknown', reason: 'unreadable', detail: release.problem };
    if (!about.ok) return { kind: 'unknown', reason: 'unreadable', detail: about.problem };
    const facts = {
      ...steadyFacts.os,
      prettyName: release.value,
      id: missing.ok ? 'there' : missing.problem,
    };
    return { kind: 'known', facts: facts as never, source: about.value.homeDir };
  },
});
