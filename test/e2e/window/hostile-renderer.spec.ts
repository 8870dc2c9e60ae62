import { contentSecurityPolicy } from '../../../src/main/app-protocol.ts';
import { resultOf, sampleVerdicts } from './sample-results.ts';
import { expect, test } from './window-fixture.ts';
import { installBridge } from './window-harness.ts';

type HarnessWindow = { harnessAsk(channel: string, input?: unknown): Promise<unknown> };

/** Asks past the bridge, as script would that had got hold of the raw channel. */
function askRaw([channel, input]: [string, unknown]): Promise<unknown> {
  return (window as unknown as HarnessWindow).harnessAsk(channel, input).catch((error) => String(error));
}

test.beforeEach(({ agent }) => {
  const result = resultOf(sampleVerdicts.ready);
  agent.script.last = { ...result, partial: { ...result.partial, startedAt: new Date().toISOString() } };
});

test('a page of another origin is refused before anything else is looked at', async ({
  agent,
  openWindow,
  pages,
  context,
}) => {
  const { main } = await openWindow();
  const stranger = await context.newPage();
  await installBridge(stranger, main);
  // The same server by another name: another origin to a browser, and so to main.
  await stranger.goto(`http://localhost:${pages.port}/`);
  for (const [channel, input] of [
    ['app.snapshot', undefined],
    ['scan.start', undefined],
    ['remedy.open', { code: 42 }],
  ] as [string, unknown][]) {
    expect(await stranger.evaluate(askRaw, [channel, input] as [string, unknown])).toMatchObject({
      ok: false,
      problem: { code: 'ipc.untrusted-sender' },
    });
  }
  expect(agent.scansStarted()).toBe(0);
  await expect(stranger.getByText('LAPTOP-42')).toHaveCount(0);
  await expect(stranger.getByText('ipc.untrusted-sender', { exact: true })).toBeVisible();
});

test('a frame inside the page is refused, although its origin is ours', async ({
  agent,
  openWindow,
  pages,
}) => {
  const { page } = await openWindow();
  // The policy forbids frames; a frame made by a debugger stands for one that got past it.
  await page.route('**/frame.html', (route) =>
    route.fulfill({ contentType: 'text/html', body: '<p>frame</p>' }),
  );
  await page.route(`${pages.origin}/outer.html`, (route) =>
    route.fulfill({ contentType: 'text/html', body: '<iframe src="/frame.html"></iframe>' }),
  );
  await page.goto(`${pages.origin}/outer.html`);
  const frame = page.frame({ url: /frame\.html/ });
  expect(await frame?.evaluate(askRaw, ['scan.start', undefined] as [string, unknown])).toMatchObject({
    ok: false,
    problem: { code: 'ipc.untrusted-sender' },
  });
  expect(agent.scansStarted()).toBe(0);
});

test('messages of the wrong shape are refused with a code, and nothing happens', async ({
  agent,
  openWindow,
}) => {
  const { page, main } = await openWindow();
  for (const [channel, input] of [
    ['scan.start', { only: ['tpm'], replayDir: '/etc' }],
    ['remedy.open', undefined],
    ['remedy.open', { code: 42 }],
    ['remedy.open', { code: 'BT_OFF', link: 'file:///etc/passwd' }],
    ['remedy.open', { code: 'x'.repeat(100_000) }],
    ['remedy.open', ['BT_OFF']],
  ] as [string, unknown][]) {
    expect(await page.evaluate(askRaw, [channel, input] as [string, unknown])).toMatchObject({
      ok: false,
      problem: { code: 'ipc.bad-message' },
    });
  }
  expect(agent.scansStarted()).toBe(0);
  expect(main.opened).toEqual([]);
  expect(main.defects).toEqual([]);
});

test('a channel outside the contract has nobody listening', async ({ openWindow }) => {
  const { page } = await openWindow();
  for (const channel of ['no.such', 'app.changed', 'toString', '__proto__']) {
    expect(await page.evaluate(askRaw, [channel, undefined] as [string, unknown])).toContain(
      'No handler registered',
    );
  }
});

test('the bridge offers the contract and nothing of Electron', async ({ openWindow }) => {
  const { page } = await openWindow();
  const offered = await page.evaluate(() =>
    Object.entries(window.keyready).flatMap(([group, calls]) =>
      Object.keys(calls).map((call) => `${group}.${call}`),
    ),
  );
  expect(offered.sort()).toEqual([
    'app.changed',
    'app.snapshot',
    'remedy.open',
    'scan.cancel',
    'scan.start',
    'upload.lastSent',
    'upload.sendNow',
  ]);
});

/** What script of the page's own origin tries once it got in; it leaves what it found out in the title. */
const attack = `
  const tried = [];
  const attempt = async (name, act) => {
    try { await act(); tried.push(name + ' worked'); } catch { tried.push(name + ' refused'); }
  };
  const inTime = (what) => Promise.race([what, new Promise((_, reject) => setTimeout(reject, 300))]);
  await attempt('fetch', () => fetch('/index.html'));
  await attempt('eval', () => eval('1'));
  await attempt('innerHTML', () => { document.createElement('div').innerHTML = '<img src=x onerror=alert(1)>'; });
  await attempt('inline script', () => inTime(new Promise((resolve) => {
    window.inlineRan = resolve;
    const script = document.createElement('script');
    script.append('window.inlineRan()');
    document.body.append(script);
  })));
  await attempt('frame', () => inTime(new Promise((resolve) => {
    const frame = document.createElement('iframe');
    frame.onload = () => { frame.contentWindow.location.href; resolve(); };
    frame.src = '/index.html';
    document.body.append(frame);
  })));
  await attempt('picture from elsewhere', () => inTime(new Promise((resolve, reject) => {
    const picture = new Image();
    picture.onload = resolve;
    picture.onerror = reject;
    picture.src = 'https://example.org/a.png';
  })));
  document.title = tried.join(', ');
`;

test('the policy lets script that got in neither make more of itself nor call out', async ({
  openWindow,
  pages,
  complaints,
}) => {
  const { page } = await openWindow();
  await page.route('**/attack.html', (route) =>
    route.fulfill({
      headers: { 'content-type': 'text/html', 'content-security-policy': contentSecurityPolicy },
      body: '<body><script type="module" src="/attack.js"></script>',
    }),
  );
  await page.route('**/attack.js', (route) =>
    route.fulfill({ contentType: 'text/javascript', body: attack }),
  );
  await page.goto(`${pages.origin}/attack.html`);
  await expect(page).toHaveTitle(
    'fetch refused, eval refused, innerHTML refused, inline script refused, frame refused, picture from elsewhere refused',
  );
  expect(complaints.length).toBeGreaterThan(0);
  // The browser's own complaints are what this test is about, not a fault of the page.
  complaints.length = 0;
});
