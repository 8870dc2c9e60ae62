import { join } from 'node:path';
import type { Page } from 'playwright/test';
import { ProblemError } from '../../../src/contract/problem.ts';
import { resultOf, sampleReport, sampleVerdicts } from './sample-results.ts';
import { notEnrolled, type ScriptedAgent } from './scripted-agent.ts';
import { expect, test } from './window-fixture.ts';

const screensDir = join(import.meta.dirname, '../../../test-results/screens');

const sizes = [
  { name: '800x600', width: 800, height: 600, zoom: 1 },
  { name: '1280x800', width: 1280, height: 800, zoom: 1 },
  { name: 'narrow', width: 360, height: 640, zoom: 1 },
  // 200% zoom halves the room in CSS pixels and doubles the pixels of each.
  { name: 'zoom200', width: 400, height: 300, zoom: 2 },
] as const;

type Scene = {
  name: string;
  set: (agent: ScriptedAgent) => void;
  act?: (page: Page, agent: ScriptedAgent) => Promise<void>;
};

function remember(agent: ScriptedAgent, state: keyof typeof sampleVerdicts): void {
  const result = resultOf(sampleVerdicts[state]);
  const startedAt = new Date(Date.now() - 2 * 60 * 1000).toISOString();
  agent.script.last = { ...result, partial: { ...result.partial, startedAt } };
  agent.script.status = {
    ...notEnrolled,
    enrolled: true,
    collectorUrl: 'https://keyready.example.org',
    lastUploadAt: startedAt,
  };
  agent.script.sent = sampleReport;
}

const scenes: Scene[] = [
  {
    name: 'first-start',
    set: () => {},
    act: async (_page, agent) => (await agent.nextScan()).progress(3, 10, ['bluetooth', 'tpm']),
  },
  ...(['ready', 'ready-after-action', 'blocked', 'unknown'] as const).map((state) => ({
    name: state,
    set: (agent: ScriptedAgent) => remember(agent, state),
  })),
  {
    name: 'checking-again',
    set: (agent) => remember(agent, 'ready'),
    act: async (page, agent) => {
      await page.getByRole('button', { name: 'Check again' }).click();
      (await agent.nextScan()).progress(6, 10, ['browsers', 'apps']);
      await page.getByText('6 of 10').waitFor();
    },
  },
  {
    name: 'card-open',
    set: (agent) => remember(agent, 'ready-after-action'),
    act: async (page) => {
      await page.getByRole('button', { name: /^Your phone/ }).click();
      await page.locator('[data-kind=hybrid]').getByText('Details').click();
    },
  },
  {
    name: 'password-apps',
    set: (agent) => remember(agent, 'ready-after-action'),
    act: async (page) => {
      await page.locator('[data-dependency=thunderbird]').getByText('Details').click();
      await page.getByText(/^Need nothing/).click();
      await page.locator('[data-dependency=thunderbird]').scrollIntoViewIfNeeded();
    },
  },
  {
    name: 'sent-to-it',
    set: (agent) => remember(agent, 'ready'),
    act: async (page) => {
      await page.getByText('Show exactly what was sent').click();
      await page.getByText('Show exactly what was sent').scrollIntoViewIfNeeded();
    },
  },
  {
    name: 'it-not-reached',
    set: (agent) => {
      remember(agent, 'ready');
      agent.script.status = {
        ...agent.script.status,
        waiting: 2,
        lastProblem: { code: 'upload.unreachable', title: 'No answer' },
      };
    },
  },
  {
    name: 'problem',
    set: (agent) => remember(agent, 'ready'),
    act: async (page, agent) => {
      await page.getByRole('button', { name: 'Check again' }).click();
      (await agent.nextScan()).fail(
        new ProblemError('state.disk-full', 'There is no room in the state folder.'),
      );
      await page.getByRole('alert').waitFor();
    },
  },
];

for (const colorScheme of ['light', 'dark'] as const) {
  for (const size of sizes) {
    test.describe(`${size.name} ${colorScheme}`, () => {
      test.use({
        colorScheme,
        viewport: { width: size.width, height: size.height },
        deviceScaleFactor: size.zoom,
        reducedMotion: 'reduce',
      });
      for (const scene of scenes) {
        // Sizes show whether words fit, colours whether they can be read: not every pair says something new.
        if (colorScheme === 'dark' && size.name !== '800x600' && scene.name !== 'unknown') continue;
        test(`${scene.name} fits`, async ({ agent, openWindow }) => {
          scene.set(agent);
          const { page } = await openWindow();
          await scene.act?.(page, agent);
          const file = `window-${scene.name}-${size.name}-${colorScheme}`;
          await page.screenshot({ path: join(screensDir, `${file}.png`), animations: 'disabled' });
          await page.screenshot({
            path: join(screensDir, `${file}-full.png`),
            fullPage: true,
            animations: 'disabled',
          });
          // Nothing wider than the window: text wraps, and only boxes made for it scroll sideways.
          const overflow = await page.evaluate(
            () => document.documentElement.scrollWidth - window.innerWidth,
          );
          expect(overflow).toBeLessThanOrEqual(0);
        });
      }
    });
  }
}

test.describe('high contrast', () => {
  test.use({ contextOptions: { forcedColors: 'active' } });
  test('ready in high contrast', async ({ agent, openWindow }) => {
    remember(agent, 'ready');
    const { page } = await openWindow();
    await page.screenshot({ path: join(screensDir, 'window-ready-800x600-contrast.png') });
    await expect(page.locator('[data-theme=contrast]')).toBeVisible();
  });
});
