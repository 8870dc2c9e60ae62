import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { createServer } from 'vite';

// `npm run dev`: collector and agent restart when their sources change, pages reload by vite; no account, no hardware.
// `npm run dev:fixtures`: the same on sample devices.
const root = join(import.meta.dirname, '..');
const entry = process.argv.includes('--fixtures') ? 'src/cli/demo.ts' : 'src/cli/main-job.ts';
const pagesPort = 5180;
const signInLink = /(http:\/\/(?:127\.0\.0\.1|localhost|\[::1\]):\d+)(\/\S*#token=\S+)/;

async function servePages(collectorUrl: string): Promise<{ url: string; close: () => Promise<void> }> {
  const pages = await createServer({
    configFile: join(root, 'vite.fleet-view.config.ts'),
    server: {
      port: pagesPort,
      host: '127.0.0.1',
      // The collector accepts only its own host and origin, which is what keeps other pages out.
      proxy: { '/v1': { target: collectorUrl, changeOrigin: true, headers: { origin: collectorUrl } } },
    },
  });
  await pages.listen();
  const url = pages.resolvedUrls?.local[0]?.replace(/\/$/, '');
  if (url === undefined) throw new Error('vite gave no address');
  return { url, close: () => pages.close() };
}

let pages: { url: string; collectorUrl: string; close: () => Promise<void> } | null = null;

async function onLine(line: string): Promise<void> {
  const found = signInLink.exec(line);
  const [, collectorUrl, path] = found ?? [];
  if (collectorUrl === undefined || path === undefined) {
    process.stdout.write(`${line}\n`);
    return;
  }
  // A restarted collector may have taken another port.
  if (pages?.collectorUrl !== collectorUrl) {
    await pages?.close();
    pages = { ...(await servePages(collectorUrl)), collectorUrl };
  }
  process.stdout.write(`Fleet view with live reload (link works once): ${pages.url}${path}\n`);
}

function startCollector(): ChildProcess {
  const child = spawn(process.execPath, ['--watch', '--watch-preserve-output', entry], {
    cwd: root,
    env: { ...process.env, KEYREADY_HOME: process.env.KEYREADY_HOME ?? join(root, '.keyready', 'dev') },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  if (child.stdout === null) throw new Error('no output from the collector');
  createInterface({ input: child.stdout }).on('line', (line) => {
    onLine(line).catch((error: unknown) => {
      process.stderr.write(`${String(error)}\n`);
      child.kill('SIGINT');
    });
  });
  return child;
}

const collector = startCollector();
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => collector.kill(signal));
collector.on('exit', (code) => {
  void (pages?.close() ?? Promise.resolve()).then(() => process.exit(code ?? 0));
});
