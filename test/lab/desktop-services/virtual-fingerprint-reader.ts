import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { BackgroundProgram } from '../processes/background-program.ts';
import { ordinaryAccount } from '../product/ordinary-account.ts';
import type { PrivateBus } from './private-bus.ts';

const fprintBus = 'net.reactivated.Fprint';
const polkitBus = 'org.freedesktop.PolicyKit1';
const polkitObject = '/org/freedesktop/PolicyKit1/Authority';

/** Whether polkit's stand-in lets fprintd do what it is asked. Without any polkit fprintd refuses everything. */
export async function answerForPolkit(bus: PrivateBus, answer: 'allow' | 'deny'): Promise<void> {
  if (!(await bus.hasOwner(polkitBus))) await bus.startMock('polkitd', polkitBus);
  await bus.call(polkitBus, polkitObject, 'org.freedesktop.DBus.Mock.AllowUnknown', [
    `boolean:${answer === 'allow'}`,
  ]);
}

/**
 * Starts the system's real fprintd on the bus, with libfprint's virtual reader when `reader` says so.
 * The driver listens on a socket: https://gitlab.freedesktop.org/libfprint/libfprint/-/blob/v1.94.5/libfprint/drivers/virtual-device.c
 */
export async function startFprintd(bus: PrivateBus, reader: 'virtual' | 'none'): Promise<BackgroundProgram> {
  const state = join(bus.folder, 'prints');
  await mkdir(state, { recursive: true });
  const fprintd = bus.startProgram('fprintd', ['--no-timeout'], {
    STATE_DIRECTORY: state,
    ...(reader === 'virtual' ? { FP_VIRTUAL_DEVICE: readerSocket(bus) } : {}),
  });
  await fprintd.waitUntil(() => bus.hasOwner(fprintBus), 15_000);
  return fprintd;
}

/** Enrols one finger of the ordinary account, as at a real reader: several touches of the same finger. */
export async function enrolFinger(bus: PrivateBus): Promise<void> {
  const enrolment = bus.startProgram('fprintd-enroll', ['-f', 'right-index-finger', ordinaryAccount().name]);
  await enrolment.waitUntil(
    () => existsSync(readerSocket(bus)) && enrolment.said.includes('Enrolling'),
    15_000,
  );
  await touchUntilEnrolled(bus, enrolment);
}

async function touchUntilEnrolled(bus: PrivateBus, enrolment: BackgroundProgram): Promise<void> {
  for (let touch = 0; touch < 20 && enrolment.isRunning; touch += 1) {
    await touchReader(bus, 'a-finger');
    await delay(200);
  }
  if (enrolment.isRunning) throw new Error(`twenty touches did not enrol: ${enrolment.said}`);
  const { exitCode } = await enrolment.waitForEnd();
  if (exitCode !== 0) throw new Error(`fprintd-enroll ended with ${exitCode}: ${enrolment.said}`);
}

/** One connection is one command for the virtual device. Refused while the reader is not open, which the next touch makes up for. */
function touchReader(bus: PrivateBus, finger: string): Promise<void> {
  return new Promise((resolve) => {
    const socket = connect(readerSocket(bus), () => socket.end(`SCAN ${finger}`));
    socket.setTimeout(2000, () => socket.destroy());
    socket.on('error', () => socket.destroy());
    socket.on('close', () => resolve());
    socket.resume();
  });
}

function readerSocket(bus: PrivateBus): string {
  return join(bus.folder, 'reader');
}
