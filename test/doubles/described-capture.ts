import type { CaptureManifest } from '../../src/contract/capture.ts';
import type { SignalId } from '../../src/contract/signals.ts';
import type { FakeMachine } from './fake-reach.ts';

export type DescribedCapture = {
  name: string;
  machine: FakeMachine;
  manifest: CaptureManifest;
  /** Signals that the description is about; all when absent. */
  only?: readonly SignalId[];
};
