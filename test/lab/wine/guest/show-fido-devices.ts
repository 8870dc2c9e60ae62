// Run by the Windows node.exe under Wine. Wine finds HID devices up to seconds after a program asks for the first time, and
// forgets them after the last one ended. This one waits for as many FIDO devices as its argument says, makes the
// file of its second argument, and stays until it is killed.
import { writeFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { devicesAsync } from 'node-hid';

const fidoUsagePage = 0xf1d0;
const [wanted, answerPath] = process.argv.slice(2);
if (wanted === undefined || answerPath === undefined)
  throw new Error('how many devices, and where to say so');
for (;;) {
  const devices = (await devicesAsync()).filter((device) => device.usagePage === fidoUsagePage);
  if (devices.length >= Number(wanted)) break;
  await delay(200);
}
await writeFile(answerPath, '');
await delay(600_000);
