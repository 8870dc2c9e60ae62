import type { Agent, ScanOptions, ScanResult, UploadOutcome } from '../../../src/agent/agent.ts';
import { ProblemError } from '../../../src/contract/problem.ts';
import type { DeviceReport } from '../../../src/contract/report.ts';
import type { UploadStatus } from '../../../src/contract/status.ts';

export const notEnrolled: UploadStatus = {
  collectorUrl: null,
  enrolled: false,
  deviceId: null,
  lastUploadAt: null,
  waiting: 0,
  setAside: 0,
  lastProblem: null,
};

/** What a scripted scan does, held by the test, so that "while it runs" is a place the test can stand in. */
export interface ScanScript {
  progress(done: number, total: number, checking: string[]): void;
  finish(result: ScanResult): void;
  fail(error: Error): void;
}

/** An Agent whose answers a test decides. Unset answers throw, so that nothing is answered by accident. */
export interface ScriptedAgent extends Agent {
  /** The scan that runs now; waits for the next one when none does. */
  nextScan(): Promise<ScanScript>;
  scansStarted(): number;
  script: {
    last: ScanResult | null;
    status: UploadStatus;
    sent: DeviceReport | null;
    upload: () => Promise<UploadOutcome>;
  };
}

export function makeScriptedAgent(): ScriptedAgent {
  let started = 0;
  const waitingForScan: ((script: ScanScript) => void)[] = [];
  const waitingForTest: ScanScript[] = [];
  const unscripted = (what: string) => async () => {
    throw new Error(`the test did not script ${what}`);
  };
  const agent: ScriptedAgent = {
    script: { last: null, status: notEnrolled, sent: null, upload: unscripted('upload') },
    scansStarted: () => started,
    nextScan: () =>
      new Promise((resolve) => {
        const ready = waitingForTest.shift();
        if (ready) resolve(ready);
        else waitingForScan.push(resolve);
      }),
    scan(options: ScanOptions = {}) {
      started += 1;
      return new Promise<ScanResult>((resolve, reject) => {
        const script: ScanScript = {
          progress: (done, total, checking) => options.onProgress?.({ running: true, done, total, checking }),
          finish(result) {
            agent.script.last = result;
            resolve(result);
          },
          fail: reject,
        };
        options.stop?.addEventListener('abort', () =>
          reject(new ProblemError('scan.cancelled', 'The scan was stopped.')),
        );
        const waiter = waitingForScan.shift();
        if (waiter) waiter(script);
        else waitingForTest.push(script);
      });
    },
    lastScan: async () => agent.script.last,
    status: async () => agent.script.status,
    lastSent: async () => agent.script.sent,
    upload: () => agent.script.upload(),
    keys: unscripted('keys'),
    followKeys() {
      throw new Error('the test did not script followKeys');
    },
    capture: unscripted('capture'),
    enroll: unscripted('enroll'),
  };
  return agent;
}
