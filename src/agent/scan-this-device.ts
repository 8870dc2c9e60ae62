import { randomUUID } from 'node:crypto';
import type { ScanContext } from '../contract/observation.ts';
import type { ProblemBook } from '../contract/policy.ts';
import { type Problem, ProblemError } from '../contract/problem.ts';
import type { PartialReport } from '../contract/report.ts';
import { signalIds } from '../contract/signals.ts';
import type { JudgingFiles } from '../core/assess/grounds.ts';
import { describeProblem } from '../core/explain/describe-problem.ts';
import { mergeReports } from '../core/merge/merge-reports.ts';
import type { HostRequest } from '../core/scan/host-messages.ts';
import type { LaunchHost } from '../platform/child-channel.ts';
import type { ScanOptions, ScanResult } from './agent.ts';
import { type Installation, readEnrolment } from './installation.ts';
import { needsElevation } from './needs-elevation.ts';
import type { PublishedScan } from './published-scan.ts';
import { scanSignals } from './scan-signals.ts';
import type { ScanWishes } from './scan-wishes.ts';

export type ScanParts = {
  installation: Installation;
  /** Where a scan of this context is remembered. */
  installationFor(context: ScanContext): Installation;
  /** What the machine's device scan leaves for all accounts; null for an installation that is apart from the machine. */
  published: PublishedScan | null;
  launchHost: LaunchHost;
  /** Runs with the rights of root or SYSTEM. */
  elevated: boolean;
  /** What only the window can ask, asked anew for each scan. Absent on the command line. */
  tellHost?(): HostRequest['told'];
  /** What the policy says about a scan before it begins. Throws `policy.*`. */
  wishes(): Promise<ScanWishes>;
  /** With what was imported of the metadata service, and what is given in place of the package's; `trouble` says why that cannot be used. Throws `policy.*`, `tenant.*`. */
  policyFiles(given?: {
    tenantFile?: string | undefined;
    catalogue?: string | undefined;
  }): Promise<JudgingFiles & { trouble: readonly ProblemError[] }>;
};

type Identity = { deviceId: string; enrolled: boolean };

/** Stands where an id would be when the state folder cannot hold a key. Such a report is never sent. */
const noKeyId = 'no-installation-key';

/**
 * Scans, merges with what the other context last saw, judges. Trouble with the state folder costs remembering and sending, not the
 * verdict: it comes back in `problems`. Throws `scan.needs-elevation`, `scan.cancelled`, `policy.*`, `tenant.*`, `capture.*`.
 */
export async function scanThisDevice(parts: ScanParts, options: ScanOptions): Promise<ScanResult> {
  const asked = options.context ?? 'auto';
  const context = asked === 'auto' ? contextOf(parts.elevated) : asked;
  const replay = options.replayDir !== undefined;
  // A device scan that sees no more than a person would pass for the machine's whole truth.
  if (context === 'device' && !parts.elevated && !replay) throw needsElevation(process.platform);
  const installation = parts.installationFor(context);
  const trouble: ProblemError[] = [];
  const told = replay ? undefined : parts.tellHost?.();
  const scanning = scanSignals({
    signals: options.only ?? signalIds,
    context,
    asCaptured: asked === 'auto',
    agentVersion: installation.agentVersion,
    clock: installation.clock,
    launchHost: parts.launchHost,
    recognitionKey: () => recognise(installation, trouble),
    wishes: parts.wishes,
    ...(told === undefined ? {} : { told }),
    ...(options.replayDir === undefined ? {} : { replayDir: options.replayDir }),
    ...(options.catalogue === undefined ? {} : { catalogue: options.catalogue }),
    ...(options.onProgress ? { onProgress: options.onProgress } : {}),
    ...(options.stop ? { stop: options.stop } : {}),
  });
  const alone = replay || options.catalogue !== undefined;
  const [partial, identity, remembered] = await Promise.all([
    scanning,
    replay ? null : identify(installation, trouble),
    alone ? null : recall(installation, parts.published, trouble),
  ]);
  const files = await parts.policyFiles(options);
  if (options.stop?.aborted || partial.completeness === 'cancelled')
    throw new ProblemError('scan.cancelled', 'the scan was cancelled; nothing of it was kept');

  trouble.push(...files.trouble);
  const own = options.only && remembered ? overlay(remembered.own[context], partial) : partial;
  const other = remembered?.all[context === 'device' ? 'user' : 'device'];
  const usable = other && other.platform === own.platform ? [own, other] : [own];
  const report = mergeReports(usable, {
    reportId: randomUUID(),
    deviceId: identity?.deviceId ?? 'replayed-capture',
    deviceName: replay ? (partial.replayOf ?? 'capture') : installation.hostName,
    agentVersion: installation.agentVersion,
    createdAt: installation.clock.now(),
  });
  // Loaded only now, like the policy: the peak of memory is while the probe host is there.
  const { judgeReport } = await import('./judge-report.ts');
  const judged = judgeReport(report, files, installation.clock.now());
  if (!alone && options.only === undefined) {
    await keepTrouble(trouble, () => installation.scans.write(partial));
    if (context === 'device') await keepTrouble(trouble, async () => parts.published?.write(partial));
    if (identity?.enrolled) await keepTrouble(trouble, () => installation.outbox.add(report));
  }
  return { partial, report, ...judged, problems: describeAll(trouble, files.problems) };
}

/** The last live scan of this installation, merged and judged by today's policy; null before its first. */
export async function recallScan(parts: ScanParts): Promise<ScanResult | null> {
  const { installation } = parts;
  const trouble: ProblemError[] = [];
  const remembered = await recall(installation, parts.published, trouble);
  const [newest] = Object.values(remembered.own).sort(
    (a, b) => Date.parse(b.startedAt) - Date.parse(a.startedAt),
  );
  if (newest === undefined) return null;
  const identity = await identify(installation, trouble);
  const files = await parts.policyFiles();
  trouble.push(...files.trouble);
  const report = mergeReports(
    Object.values(remembered.all).filter((partial) => partial.platform === newest.platform),
    {
      reportId: newest.scanId,
      deviceId: identity.deviceId,
      deviceName: installation.hostName,
      agentVersion: newest.agentVersion,
      createdAt: new Date(newest.startedAt),
    },
  );
  const { judgeReport } = await import('./judge-report.ts');
  const judged = judgeReport(report, files, installation.clock.now());
  return { partial: newest, report, ...judged, problems: describeAll(trouble, files.problems) };
}

function contextOf(elevated: boolean): ScanContext {
  return elevated ? 'device' : 'user';
}

async function identify(installation: Installation, trouble: ProblemError[]): Promise<Identity> {
  const known = await keepTrouble(trouble, async () => {
    const { key, problem } = await installation.loadKey();
    if (problem) trouble.push(problem);
    const enrolment = await readEnrolment(installation, key.thumbprint);
    return { deviceId: enrolment?.deviceId ?? key.thumbprint, enrolled: enrolment !== null };
  });
  return known ?? { deviceId: noKeyId, enrolled: false };
}

/** Without the key a scan only has no marks. What keeps it away from the folder is told by the other files there. */
export async function recognise(installation: Installation, trouble: ProblemError[]): Promise<string | null> {
  try {
    const { hex, problem } = await installation.loadRecognitionKey();
    if (problem) trouble.push(problem);
    return hex;
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    return null;
  }
}

type Scans = Partial<Record<ScanContext, PartialReport>>;

/**
 * What was seen before: by this installation itself (`own`), and by whoever speaks for each context (`all`). For a person's
 * installation that is, of the device, what the machine's device scan published and nothing else.
 */
async function recall(
  installation: Installation,
  published: PublishedScan | null,
  trouble: ProblemError[],
): Promise<{ own: Scans; all: Scans }> {
  const own: Scans = {};
  const believesPublished = published !== null && !installation.ofMachine;
  for (const context of believesPublished ? (['user'] as const) : (['device', 'user'] as const)) {
    const read = await keepTrouble(trouble, () => installation.scans.read(context));
    if (read?.kind === 'found') own[context] = read.value;
    if (read?.kind === 'set-aside') trouble.push(read.problem);
  }
  if (!believesPublished) return { own, all: own };
  const read = await published.read();
  if (read.kind === 'refused') trouble.push(read.problem);
  return { own, all: read.kind === 'found' ? { ...own, device: read.value } : own };
}

/** What was asked now over what the same context saw before: a fresh "could not tell" is not hidden by an old answer. */
function overlay(earlier: PartialReport | undefined, now: PartialReport): PartialReport {
  if (earlier === undefined || earlier.platform !== now.platform) return now;
  return { ...now, signals: { ...earlier.signals, ...now.signals } };
}

async function keepTrouble<Value>(
  trouble: ProblemError[],
  work: () => Promise<Value>,
): Promise<Value | undefined> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    trouble.push(error);
    return undefined;
  }
}

/** One line for each distinct problem: a folder that cannot be written is met more than once. */
function describeAll(trouble: readonly ProblemError[], book: ProblemBook): Problem[] {
  const distinct = new Map(trouble.map((problem) => [`${problem.code} ${problem.message}`, problem]));
  return [...distinct.values()].map((problem) => describeProblem(problem, book));
}
