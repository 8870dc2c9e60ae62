import { ProblemError } from '../../../src/contract/problem.ts';
import { words } from '../../../src/ui/words.en.ts';
import { resultOf, sampleReport, sampleVerdicts } from './sample-results.ts';
import { notEnrolled } from './scripted-agent.ts';
import { expect, test } from './window-fixture.ts';

/** A remembered result so fresh that the window does not check again by itself. */
function rememberedNow(state: keyof typeof sampleVerdicts) {
  const result = resultOf(sampleVerdicts[state]);
  return { ...result, partial: { ...result.partial, startedAt: new Date().toISOString() } };
}

test('first start shows the four questions being answered, then the answer', async ({
  agent,
  openWindow,
}) => {
  const { page } = await openWindow();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Is this device ready for passkeys?');
  await expect(page.getByRole('listitem')).toHaveCount(4);
  const scan = await agent.nextScan();
  scan.progress(3, 10, ['bluetooth', 'tpm']);
  await expect(page.getByText('3 of 10 · Checking Bluetooth and Security chip (TPM)')).toBeVisible();
  await expect(page.getByRole('progressbar')).toHaveAttribute('aria-valuenow', '0.3');
  scan.finish(resultOf(sampleVerdicts.ready));
  await expect(page.getByRole('heading', { level: 1 })).toHaveText("You're ready for passkeys");
  await expect(page.getByRole('status')).toHaveText("Check finished. You're ready for passkeys");
  await expect(page.getByRole('progressbar')).toHaveCount(0);
  await expect(page.getByText('LAPTOP-42 · Debian GNU/Linux 12 (bookworm) · policy 2026.11')).toBeVisible();
});

test('checking again keeps the last answer on screen and moves nothing', async ({ agent, openWindow }) => {
  agent.script.last = rememberedNow('blocked');
  const { page } = await openWindow();
  const headline = page.getByRole('heading', { level: 1 });
  const ways = page.getByRole('heading', { name: 'Ways to sign in' });
  await expect(headline).toHaveText('Your company must change a setting first');
  const before = await ways.boundingBox();
  await page.getByRole('button', { name: 'Check again' }).click();
  const scan = await agent.nextScan();
  scan.progress(5, 10, ['browsers']);
  await expect(page.getByText('5 of 10 · Checking Browsers')).toBeVisible();
  await expect(headline).toHaveText('Your company must change a setting first');
  expect(await ways.boundingBox()).toEqual(before);
  scan.finish(resultOf(sampleVerdicts.unknown));
  await expect(headline).toHaveText("We couldn't check everything");
  await expect(page.getByRole('button', { name: 'Check again' })).toBeVisible();
});

test('cancelling keeps the last answer and its age', async ({ agent, openWindow }) => {
  agent.script.last = rememberedNow('ready');
  const { page } = await openWindow();
  await page.getByRole('button', { name: 'Check again' }).click();
  (await agent.nextScan()).progress(1, 10, ['hardware']);
  await page.getByRole('button', { name: 'Cancel' }).click();
  await expect(page.getByText('Checked now')).toBeVisible();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText("You're ready for passkeys");
  await expect(page.getByRole('alert')).toHaveCount(0);
});

test('cancelling the first check leaves a button to start it', async ({ agent, openWindow }) => {
  const { page } = await openWindow();
  await agent.nextScan();
  await page.getByRole('button', { name: 'Cancel' }).click();
  await page.getByRole('button', { name: 'Check this device' }).click();
  (await agent.nextScan()).finish(resultOf(sampleVerdicts.ready));
  await expect(page.getByRole('heading', { level: 1 })).toHaveText("You're ready for passkeys");
});

test('an old answer is shown at once with its age and checked again', async ({ agent, openWindow }) => {
  const result = resultOf(sampleVerdicts.ready);
  const startedAt = new Date(Date.now() - 9 * 24 * 60 * 60 * 1000).toISOString();
  agent.script.last = { ...result, partial: { ...result.partial, startedAt } };
  const { page } = await openWindow();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText("You're ready for passkeys");
  await agent.nextScan();
  await page.getByRole('button', { name: 'Cancel' }).click();
  await expect(page.getByText('Checked 9 days ago')).toBeVisible();
});

for (const state of ['ready', 'ready-after-action', 'blocked', 'unknown'] as const) {
  test(`says ${state} by icon, word and sentence`, async ({ agent, openWindow }) => {
    agent.script.last = rememberedNow(state);
    const { page } = await openWindow();
    const { headline, summary, stateWord, kinds } = sampleVerdicts[state];
    const answer = page.locator('[data-answer]');
    await expect(answer).toHaveAttribute('data-answer', state);
    await expect(answer.getByRole('heading')).toHaveText(headline);
    await expect(answer.getByText(summary)).toBeVisible();
    await expect(answer.getByRole('img', { name: stateWord })).toBeVisible();
    for (const { title, stateWord: word, reason } of kinds.filter(
      (kind) => kind.state !== 'not-applicable',
    )) {
      await expect(page.getByRole('button', { name: `${title} ${word} ${reason}` })).toBeVisible();
    }
  });
}

test('a card opens to evidence in words, and codes only under details', async ({ agent, openWindow }) => {
  agent.script.last = rememberedNow('ready-after-action');
  const { page } = await openWindow();
  const card = page.locator('[data-kind=hybrid]');
  await expect(card.getByText('radio hci0 is off')).toBeHidden();
  await card.getByRole('button', { name: /Your phone/ }).click();
  await expect(card.getByText('Bluetooth: radio hci0 is off')).toBeVisible();
  await expect(card.getByText(/\(seen .+ by the device scan\)/)).toBeVisible();
  await expect(card.getByText('BT_OFF')).toBeHidden();
  await card.getByText('Details').click();
  await expect(card.getByText('BT_OFF')).toBeVisible();
});

test('the part that the device scan saw has its own age, next to what the session’s own scan saw', async ({
  agent,
  openWindow,
}) => {
  const last = rememberedNow('ready-after-action');
  const threeHoursAgo = new Date(Date.now() - 3 * 3_600_000).toISOString();
  const bluetooth = { kind: 'unknown', reason: 'busy', at: threeHoursAgo, tookMs: 1, context: 'device' };
  const signals = { ...last.report.signals, bluetooth } as typeof last.report.signals;
  agent.script.last = { ...last, report: { ...last.report, signals } };
  const { page } = await openWindow();
  await expect(page.getByText('Checked now')).toBeVisible();
  await expect(page.getByText(/ · policy .+ · device scan 3 hours ago$/)).toBeVisible();
  const phone = page.locator('[data-kind=hybrid]');
  await phone.getByRole('button', { name: /Your phone/ }).click();
  await expect(phone.getByText(/by the device scan/)).toBeVisible();
});

test('without a device scan nothing is said of one', async ({ agent, openWindow }) => {
  const last = rememberedNow('ready');
  const { bluetooth: _seenByDevice, ...signals } = last.report.signals;
  agent.script.last = { ...last, report: { ...last.report, signals } };
  const { page } = await openWindow();
  await expect(page.getByText('Checked now')).toBeVisible();
  await expect(page.getByText(/ · device scan/)).toHaveCount(0);
  const key = page.locator('[data-kind=seckey]');
  await key.getByRole('button', { name: /Security key/ }).click();
  await expect(key.getByText(/\(seen .+ in this person’s session\)/)).toBeVisible();
});

test('ways of other systems are folded away, not counted as failures', async ({ agent, openWindow }) => {
  agent.script.last = rememberedNow('ready');
  const { page } = await openWindow();
  await expect(page.locator('[data-kind=whfb]')).toBeHidden();
  await page.getByText('3 ways are not for this device').click();
  await expect(page.locator('[data-kind=whfb]')).toBeVisible();
});

test('an action names its owner when it is not the person, and opens its settings page', async ({
  agent,
  openWindow,
}) => {
  agent.script.last = rememberedNow('ready');
  const { page, main } = await openWindow();
  await expect(page.getByRole('heading', { name: 'To do (1)' })).toBeVisible();
  await page.getByRole('button', { name: 'Open: Turn on Bluetooth' }).click();
  await expect
    .poll(() => main.opened)
    .toEqual([{ how: 'panel', program: '/usr/bin/gnome-control-center', panel: 'bluetooth' }]);
  agent.script.last = null;
  await page.getByRole('button', { name: 'Check again' }).click();
  (await agent.nextScan()).finish(resultOf(sampleVerdicts.blocked));
  await expect(page.getByRole('heading', { name: 'For your IT to do (1)' })).toBeVisible();
  const action = page.locator('[data-action=SECKEY_DENIED]');
  await expect(action.getByText(words.owners.it, { exact: false }).first()).toBeVisible();
  await expect(action.getByRole('button')).toHaveCount(0);
});

test('a settings page that cannot be opened is said beside it, with its code', async ({
  agent,
  openWindow,
}) => {
  const result = rememberedNow('ready');
  const actions = result.explained.actions.map((action) => ({ ...action, link: 'file:///etc/passwd' }));
  agent.script.last = { ...result, explained: { ...result.explained, actions } };
  const { page, main } = await openWindow();
  await page.getByRole('button', { name: 'Open: Turn on Bluetooth' }).click();
  await expect(page.getByRole('alert')).toContainText('remedy.link-refused');
  expect(main.opened).toEqual([]);
});

test('IT out of reach is one quiet line; sending again shows what was sent, byte for byte', async ({
  agent,
  openWindow,
}) => {
  agent.script.last = rememberedNow('ready');
  agent.script.status = {
    ...notEnrolled,
    enrolled: true,
    collectorUrl: 'https://keyready.example.org',
    waiting: 1,
    lastProblem: { code: 'upload.unreachable', title: 'No answer' },
  };
  const { page } = await openWindow();
  await expect(page.locator('[data-reach]')).toHaveText(
    'IT could not be reached just now. Your answer above is complete without it. Nothing was sent to IT yet. 1 report is waiting to be sent.',
  );
  await expect(page.getByRole('alert')).toHaveCount(0);
  await expect(page.getByText('Show exactly what was sent')).toHaveCount(0);
  agent.script.upload = async () => {
    agent.script.sent = sampleReport;
    agent.script.status = {
      ...agent.script.status,
      waiting: 0,
      lastProblem: null,
      lastUploadAt: new Date().toISOString(),
    };
    return { kind: 'sent', count: 1 };
  };
  await page.getByRole('button', { name: 'Send now' }).click();
  await expect(page.locator('[data-reach]')).toHaveText('Last sent to IT now.');
  await page.getByText('Show exactly what was sent').click();
  const shown = await page.getByRole('region', { name: 'The last report sent to IT, as JSON' }).innerText();
  expect(JSON.parse(shown)).toEqual(sampleReport);
});

test('without enrolment the window says that nothing leaves the device', async ({ agent, openWindow }) => {
  agent.script.last = rememberedNow('ready');
  const { page } = await openWindow();
  await expect(page.locator('[data-reach]')).toHaveText(
    'This device is not connected to your IT. Nothing leaves it.',
  );
  await expect(page.getByRole('button', { name: 'Send now' })).toHaveCount(0);
});

test('a failed check keeps the last answer, says why with a code, and can be tried again', async ({
  agent,
  openWindow,
}) => {
  agent.script.last = rememberedNow('ready');
  const { page, main } = await openWindow();
  await page.getByRole('button', { name: 'Check again' }).click();
  (await agent.nextScan()).fail(new ProblemError('state.disk-full', 'There is no room in the state folder.'));
  await expect(page.getByRole('alert')).toContainText('state.disk-full');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText("You're ready for passkeys");
  await page.getByRole('button', { name: 'Try again' }).click();
  (await agent.nextScan()).fail(new Error('SECRET at /home/someone'));
  await expect(page.getByRole('alert')).toContainText('ipc.failed');
  await expect(page.getByText('SECRET')).toHaveCount(0);
  expect(main.defects).toHaveLength(1);
});

test('what may still need a password is told with proof, and what needs nothing is folded away', async ({
  agent,
  openWindow,
}) => {
  agent.script.last = resultOf(sampleVerdicts['ready-after-action']);
  const { page } = await openWindow();
  const section = page.getByRole('region', { name: 'Apps and VPNs that may still need your password (3)' });
  await expect(section.locator('[data-dependency]:visible')).toHaveCount(3);
  await expect(
    section.getByText('Needs a password · Proven by a setting · Used in the last 30 days'),
  ).toBeVisible();
  await expect(section.getByText(/authMethod=3 in prefs.js/)).toBeHidden();
  await section.locator('[data-dependency=thunderbird]').getByText('Details').click();
  await expect(section.getByText(/authMethod=3 in prefs.js/)).toBeVisible();
  await expect(
    section.getByText('The settings of 2 other people on this computer were not looked at.'),
  ).toBeVisible();
  await expect(section.locator('[data-dependency=evolution]')).toBeHidden();
  await section.getByText(/^Installed here, and nothing tells/).click();
  await expect(section.locator('[data-dependency=evolution]')).toBeVisible();
  await expect(section.locator('[data-dependency=filezilla]')).toBeHidden();
  await section.getByText(/^Need nothing/).click();
  await expect(section.locator('[data-dependency=filezilla]')).toBeVisible();
});

test('a result of an older version says nothing about passwords', async ({ agent, openWindow }) => {
  agent.script.last = resultOf(sampleVerdicts.blocked);
  const { page } = await openWindow();
  await expect(page.getByRole('heading', { name: /need your password/ })).toHaveCount(0);
});
