import type { FactsOf } from '../../contract/signals.ts';
import type { Outcome, ProbeReach } from '../../platform/reach.ts';
import { cancelled, type Found, knownReading, type Probe, unknown, unknownFrom } from '../probe.ts';
import { readUsbSockets } from './read-usb-sockets.ts';

type ConnectorsFacts = FactsOf<'connectors'>;

/** https://www.kernel.org/doc/html/latest/driver-api/usb/typec.html */
const TYPEC_CLASS = '/sys/class/typec';
/** Readers with a kernel driver; those that speak CCID are pcscd's and do not show here. */
const NFC_CLASS = '/sys/class/nfc';

/** Names of one class that are numbered devices themselves, not what is plugged into them (`port0-partner`). */
async function listClass(reach: ProbeReach, folder: string, name: RegExp): Promise<Outcome<string[]>> {
  const listed = await reach.files.list(folder);
  return listed.ok ? { ok: true, value: listed.value.filter((entry) => name.test(entry)) } : listed;
}

/** No entry is never "none": machines with USB-C are seen whose firmware tells the kernel nothing of it. */
function readUsbC(ports: Outcome<string[]>): ConnectorsFacts['usbC'] {
  if (ports.ok && ports.value.length > 0) return knownReading(ports.value.length);
  if (ports.ok || ports.problem === 'not-found')
    return unknown(
      'not-supported',
      'the kernel lists no USB-C ports, which does not mean that there are none',
    );
  return unknownFrom(ports, `${TYPEC_CLASS}: ${ports.detail ?? ports.problem}`);
}

async function readUsbA(reach: ProbeReach, usbC: ConnectorsFacts['usbC']): Promise<ConnectorsFacts['usbA']> {
  const sockets = await readUsbSockets(reach);
  if ('kind' in sockets) return sockets;
  // A socket that is linked to no USB-C port is only then something else when all USB-C ports have found theirs.
  if (usbC.kind !== 'known')
    return unknown('not-supported', `${sockets.others} USB sockets, but which are USB-C is not told`);
  if (sockets.typeC.size !== usbC.value)
    return unknown(
      'not-supported',
      `only ${sockets.typeC.size} of ${usbC.value} USB-C ports name their socket`,
    );
  return knownReading(sockets.others);
}

function readNfc(readers: Outcome<string[]>): ConnectorsFacts['nfcReader'] {
  if (readers.ok && readers.value.length > 0) return knownReading(true);
  if (readers.ok || readers.problem === 'not-found')
    return unknown(
      'not-supported',
      'no reader with a kernel driver; a smart-card service’s reader is not seen',
    );
  return unknownFrom(readers, `${NFC_CLASS}: ${readers.detail ?? readers.problem}`);
}

async function observe(reach: ProbeReach, stop: AbortSignal): Promise<Found<ConnectorsFacts>> {
  const [ports, readers] = await Promise.all([
    listClass(reach, TYPEC_CLASS, /^port\d+$/),
    listClass(reach, NFC_CLASS, /^nfc\d+$/),
  ]);
  if (stop.aborted) return cancelled();
  const usbC = readUsbC(ports);
  const usbA = await readUsbA(reach, usbC);
  if (stop.aborted) return cancelled();
  const nfcReader = readNfc(readers);
  if (usbC.kind !== 'known' && usbA.kind !== 'known' && nfcReader.kind !== 'known') {
    // Nothing at all was seen: the first reason that is more than silence, else the silence.
    const reasons = [usbC, usbA, nfcReader].flatMap((one) => (one.kind === 'unknown' ? [one] : []));
    const telling = reasons.find(({ reason }) => reason !== 'not-supported') ?? reasons[0];
    return unknown(telling?.reason ?? 'not-supported', telling?.detail);
  }
  return {
    kind: 'known',
    facts: { usbC, usbA, nfcReader },
    source: `${TYPEC_CLASS}, /sys/bus/usb, ${NFC_CLASS}`,
  };
}

/**
 * Ports on the outside as firmware and kernel tell them. USB-A means: a visible USB socket that is not USB-C, so firmware that calls
 * an inner connector visible is believed.
 */
export const connectorsLinux: Probe<'connectors'> = { signal: 'connectors', observe };
