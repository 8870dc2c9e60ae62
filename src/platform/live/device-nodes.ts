import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import type { DeviceNodes, Outcome } from '../reach.ts';
import { failure, failureOf, success } from './outcomes.ts';
import { within } from './within.ts';

const TIME_LIMIT_MS = 2000;

/**
 * Command/response devices. Opening, writing and reading happen on Node's worker threads, so a device that never answers
 * holds neither the process's loop nor the caller beyond the time limit; the handle is closed whenever it does answer.
 */
export function liveDeviceNodes(timeLimitMs = TIME_LIMIT_MS): DeviceNodes {
  return {
    exchange: (path, requestHex, maxResponseBytes) =>
      within(timeLimitMs, exchangeOnce(path, requestHex, maxResponseBytes)),
  };
}

async function exchangeOnce(
  path: string,
  requestHex: string,
  maxResponseBytes: number,
): Promise<Outcome<string>> {
  if (!/^([0-9a-f]{2})+$/i.test(requestHex)) return failure('refused', 'the request is not hex');
  try {
    const device = await open(path, constants.O_RDWR);
    try {
      if (!(await device.stat()).isCharacterDevice()) return failure('refused', 'not a character device');
      const request = Buffer.from(requestHex, 'hex');
      const { bytesWritten } = await device.write(request);
      if (bytesWritten !== request.length)
        return failure('unreadable', 'the device took only part of the request');
      const response = Buffer.alloc(maxResponseBytes);
      const { bytesRead } = await device.read(response, 0, maxResponseBytes, null);
      return success(response.subarray(0, bytesRead).toString('hex'));
    } finally {
      await device.close();
    }
  } catch (error) {
    return failureOf(error);
  }
}
