import { describe, expect, it } from 'vitest';
import { brokenOff, openFailure, problemOfMessage } from './node-hid-errors.ts';

/** Texts as node-hid 3.4 and hidapi build them (src/util.cc; linux, windows and mac/hid.c there). */
describe('problemOfMessage', () => {
  it.each([
    [
      "cannot open device with path /dev/hidraw0: Failed to open a device with path '/dev/hidraw0': Permission denied",
      'denied',
    ],
    [
      "cannot open device with path /dev/hidraw0: Failed to open a device with path '/dev/hidraw0': Operation not permitted",
      'denied',
    ],
    [
      "cannot open device with path /dev/hidraw0: Failed to open a device with path '/dev/hidraw0': No such file or directory",
      'gone',
    ],
    [
      "cannot open device with path /dev/hidraw0: Failed to open a device with path '/dev/hidraw0': Device or resource busy",
      'busy',
    ],
    ['could not read from HID device: hid_read_timeout: unexpected poll error (device disconnected)', 'gone'],
    ['Cannot write to hid device: No such device', 'gone'],
    ['cannot open device with path X: open_device: (0x00000020) Der Prozess kann nicht zugreifen', 'busy'],
    [
      'cannot open device with path X: open_device: (0x00000002) Das System kann die Datei nicht finden',
      'gone',
    ],
    ['Cannot write to hid device: WriteFile: (0x00000005) Zugriff verweigert', 'denied'],
    ['could not read from HID device: ReadFile: (0x0000048F) The device is not connected.', 'gone'],
    [
      'cannot open device: hid_open_path: failed to open IOHIDDevice from mach entry: (0xE00002C5) (iokit/common) exclusive access',
      'busy',
    ],
    [
      'cannot open device: hid_open_path: failed to open IOHIDDevice from mach entry: (0xE00002E2) (iokit/common) not permitted',
      'denied',
    ],
    ['cannot open device: hid_open_path: device mach entry not found with the given path', 'gone'],
    ['cannot open device with path /dev/hidraw0: Too many open files', null],
    ['', null],
  ])('%s', (message, problem) => {
    expect(problemOfMessage(message)).toBe(problem);
  });
});

describe('openFailure', () => {
  it('asks the path when the text says nothing, and never passes the path on', async () => {
    const error = await openFailure(
      '/nowhere/hidraw0',
      new Error('cannot open device with path /nowhere/hidraw0'),
    );
    expect(error.problem).toBe(process.platform === 'linux' ? 'gone' : 'not-supported');
    expect(error.message).not.toContain('/nowhere');
  });

  it('says not supported when nobody knows', async () => {
    expect(await openFailure('/dev/null', new Error('ioctl(GRDESCSIZE) error'))).toMatchObject({
      problem: 'not-supported',
    });
  });
});

describe('brokenOff', () => {
  it('takes texts, since node-hid throws some', () => {
    expect(brokenOff('could not read from HID device: ReadFile: (0x00000005) x').problem).toBe('denied');
  });

  it('counts what it does not understand as gone', () => {
    expect(brokenOff(new Error('Input/output error')).problem).toBe('gone');
  });
});
