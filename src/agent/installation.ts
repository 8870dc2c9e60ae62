import { join } from 'node:path';
import { DeviceReport } from '../contract/report.ts';
import type { Clock } from '../platform/clock.ts';
import { type StateFile, stateFile } from '../platform/state-file.ts';
import { EnrolmentRecord, SendingRecord } from '../upload/enrolment-record.ts';
import type { LoadedKey } from '../upload/installation-key.ts';
import { type Outbox, openOutbox } from '../upload/outbox.ts';
import { openSequence, type Sequence } from '../upload/sequence.ts';
import { type LoadedRecognitionKey, loadRecognitionKey } from './recognition-key.ts';
import { type RememberedScans, rememberScansIn } from './remember-last-scan.ts';

/** Everything one installation keeps in its state folder. Files are made on first need. */
export type Installation = {
  stateDir: string;
  agentVersion: string;
  hostName: string;
  clock: Clock;
  /** Kept by the system's own account (root, SYSTEM, an administrator) for the whole machine, not by a person. */
  ofMachine: boolean;
  scans: RememberedScans;
  enrolment: StateFile<EnrolmentRecord>;
  sending: StateFile<SendingRecord>;
  lastSent: StateFile<DeviceReport>;
  outbox: Outbox;
  sequence: Sequence;
  /** Reads the key, or makes it on first need. */
  loadKey(): Promise<LoadedKey>;
  /** Reads the key for marks of security keys, or makes it on first need. */
  loadRecognitionKey(): Promise<LoadedRecognitionKey>;
};

export type InstallationOptions = Pick<
  Installation,
  'stateDir' | 'agentVersion' | 'hostName' | 'clock' | 'ofMachine'
> & {
  /** Makes the state folder where that takes more than a mode, before the first secret goes into it. Throws `state.*`. */
  makeStateFolder?(): Promise<void>;
};

export function openInstallation(options: InstallationOptions): Installation {
  const { makeStateFolder = async () => {}, ...about } = options;
  const { stateDir, clock } = about;
  const scans = rememberScansIn(stateDir);
  return {
    ...about,
    scans: {
      read: scans.read,
      async write(partial) {
        await makeStateFolder();
        await scans.write(partial);
      },
    },
    enrolment: stateFile(join(stateDir, 'enrolment.json'), EnrolmentRecord),
    sending: stateFile(join(stateDir, 'sending.json'), SendingRecord),
    lastSent: stateFile(join(stateDir, 'last-sent.json'), DeviceReport),
    outbox: openOutbox(join(stateDir, 'outbox'), clock),
    sequence: openSequence(join(stateDir, 'sequence.json'), clock),
    async loadKey() {
      await makeStateFolder();
      // Loaded on need: a scan that runs beside it must not wait for the signing library.
      const { loadInstallationKey } = await import('../upload/installation-key.ts');
      return loadInstallationKey(join(stateDir, 'installation-key.pem'));
    },
    async loadRecognitionKey() {
      await makeStateFolder();
      return loadRecognitionKey(join(stateDir, 'recognition-key'));
    },
  };
}

/** The enrolment that holds for the key in use, or null. */
export async function readEnrolment(
  installation: Installation,
  keyThumbprint: string,
): Promise<EnrolmentRecord | null> {
  const read = await installation.enrolment.read();
  if (read.kind !== 'found') return null;
  return read.value.keyThumbprint === keyThumbprint ? read.value : null;
}
