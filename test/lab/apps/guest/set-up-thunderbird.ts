import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { account, host, microsoftMail } from '../canaries.ts';
import { Marionette } from './marionette.ts';

/**
 * Has Thunderbird make a profile and accounts by its own account manager, as its dialogs do
 * (https://searchfox.org/comm-central/source/mailnews/base/public/nsIMsgAccountManager.idl), and end, which writes prefs.js.
 * Kinds of sign-in: https://searchfox.org/comm-central/source/mailnews/base/public/MailNewsTypes2.idl
 */
const incoming = [
  ['imap', microsoftMail, 'passwordCleartext', 'a'],
  ['imap', microsoftMail, 'OAuth2', 'b'],
  ['imap', host('mail'), 'passwordEncrypted', 'c'],
  ['pop3', host('pop'), 'External', 'd'],
] as const;
const outgoing = [
  ['smtp.office365.com', 'passwordCleartext'],
  ['smtp.office365.com', 'OAuth2'],
  [host('smtp'), 'passwordCleartext'],
] as const;

const script = `
const { MailServices } = ChromeUtils.importESModule("resource:///modules/MailServices.sys.mjs");
const [incoming, outgoing, account] = arguments;
for (const [type, host, method, tail] of incoming) {
  const server = MailServices.accounts.createIncomingServer(account + tail, host, type);
  server.socketType = Ci.nsMsgSocketType.SSL;
  server.authMethod = Ci.nsMsgAuthMethod[method];
  MailServices.accounts.createAccount().incomingServer = server;
}
for (const [host, method] of outgoing) {
  const server = MailServices.outgoingServer.createServer("smtp").QueryInterface(Ci.nsISmtpServer);
  server.hostname = host;
  server.username = account;
  server.authMethod = Ci.nsMsgAuthMethod[method];
}`;

const MARIONETTE_PORT = 2828;
const startLimitMs = 45_000;

async function whenUp(): Promise<Marionette> {
  const giveUpAt = performance.now() + startLimitMs;
  for (;;) {
    try {
      return await Marionette.connect(MARIONETTE_PORT);
    } catch (error) {
      if (performance.now() > giveUpAt) throw error;
      await delay(200);
    }
  }
}

const making = spawn('thunderbird', ['--headless', '-CreateProfile', 'lab'], { stdio: 'ignore' });
await once(making, 'exit');
const control = ['--marionette', '--remote-allow-system-access'];
const thunderbird = spawn('thunderbird', ['--headless', '--no-remote', '-P', 'lab', ...control], {
  stdio: 'ignore',
});
try {
  const marionette = await whenUp();
  await marionette.command('WebDriver:NewSession');
  await marionette.command('Marionette:SetContext', { value: 'chrome' });
  await marionette.command('WebDriver:ExecuteScript', {
    script,
    args: [incoming, outgoing, account],
    sandbox: 'system',
  });
  await marionette.command('Marionette:Quit', { flags: ['eForceQuit'] });
  marionette.close();
  if (thunderbird.exitCode === null) await once(thunderbird, 'exit', { signal: AbortSignal.timeout(20_000) });
} finally {
  thunderbird.kill('SIGKILL');
}
