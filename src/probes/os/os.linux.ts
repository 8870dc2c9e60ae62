import type { FactsOf } from '../../contract/signals.ts';
import type { ProbeReach } from '../../platform/reach.ts';
import { cancelled, type Failed, type Found, type Probe, unknownFrom } from '../probe.ts';
import { type OsRelease, parseOsRelease } from './parse-os-release.ts';
import { readSession } from './read-session.ts';
import { readVirtualization } from './virtualization.ts';

const MAX_OS_RELEASE_BYTES = 64 * 1024;

/** Inside a flatpak `/etc` is the runtime's; the host's file is shown apart (flatpak-metadata(5), flatpak-run(1)). */
async function releaseFiles(reach: ProbeReach): Promise<string[]> {
  const sandbox = await reach.files.kind('/.flatpak-info');
  const usual = ['/etc/os-release', '/usr/lib/os-release'];
  return sandbox.ok ? ['/run/host/os-release'] : usual;
}

async function readRelease(
  reach: ProbeReach,
): Promise<{ ok: true; release: OsRelease; path: string } | { ok: false; failed: Failed }> {
  const failures: Failed[] = [];
  for (const path of await releaseFiles(reach)) {
    const text = await reach.files.readText(path, MAX_OS_RELEASE_BYTES);
    if (!text.ok) {
      failures.push(text);
      continue;
    }
    const release = parseOsRelease(text.value);
    if (release !== 'unreadable') return { ok: true, release, path };
    failures.push({ ok: false, problem: 'unreadable', detail: `${path} names no system` });
  }
  const telling = failures.find((failure) => failure.problem !== 'not-found') ?? failures[0];
  return { ok: false, failed: telling ?? { ok: false, problem: 'not-found' } };
}

async function observe(reach: ProbeReach, stop: AbortSignal): Promise<Found<FactsOf<'os'>>> {
  const about = await reach.surroundings.about();
  if (!about.ok) return unknownFrom(about);
  if (stop.aborted) return cancelled();
  const read = await readRelease(reach);
  if (!read.ok) return unknownFrom(read.failed);
  if (stop.aborted) return cancelled();
  const { session, source } = await readSession(reach, about.value.env);
  if (stop.aborted) return cancelled();
  const virtualization = await readVirtualization(reach, about.value.kernel);
  return {
    kind: 'known',
    facts: {
      platform: 'linux',
      ...read.release,
      kernel: about.value.kernel,
      arch: about.value.arch,
      session,
      virtualization,
    },
    source: source === null ? read.path : `${read.path}, ${source}`,
  };
}

/** Distribution, kernel, session and virtualization on Linux. */
export const osLinux: Probe<'os'> = { signal: 'os', observe };
