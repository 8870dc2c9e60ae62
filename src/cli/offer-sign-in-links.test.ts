import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { offerSignInLinks } from './offer-sign-in-links.ts';

function terminal(isTTY: boolean) {
  const stdin = Object.assign(new PassThrough(), { isTTY });
  const stdout = new PassThrough({ encoding: 'utf8' });
  const stderr = new PassThrough({ encoding: 'utf8' });
  return { stdin, stdout, stderr };
}
const nextTurn = () => new Promise((resolve) => setImmediate(resolve));

test('each Enter on a terminal prints another link', async () => {
  const io = terminal(true);
  let made = 0;
  const links = offerSignInLinks(io, async () => `http://127.0.0.1/#token=${++made}`);
  expect(links.offered).toBe(true);
  io.stdin.write('\n');
  await nextTurn();
  io.stdin.write('\n');
  await nextTurn();
  expect(io.stdout.read()).toMatch(/#token=1\n.*#token=2\n$/s);
});

test('a link that cannot be made is said, and the collector goes on', async () => {
  const io = terminal(true);
  offerSignInLinks(io, () => Promise.reject(new Error('database gone')));
  io.stdin.write('\n');
  await nextTurn();
  expect(io.stderr.read()).toContain('database gone');
});

test('after the end nothing is printed any more', async () => {
  const io = terminal(true);
  const links = offerSignInLinks(io, async () => 'http://127.0.0.1/#token=late');
  links.stop();
  io.stdin.write('\n');
  await nextTurn();
  expect(io.stdout.read()).toBeNull();
});

test('without a terminal standard input is left alone', async () => {
  const io = terminal(false);
  const links = offerSignInLinks(io, async () => 'http://127.0.0.1/#token=no');
  expect(links.offered).toBe(false);
  io.stdin.write('\n');
  await nextTurn();
  expect(io.stdout.read()).toBeNull();
  expect(io.stdin.listenerCount('data')).toBe(0);
});
