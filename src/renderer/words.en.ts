const plural = new Intl.PluralRules('en');
const counted = (count: number, one: string, many: string) =>
  `${count} ${plural.select(count) === 'one' ? one : many}`;

/** Every word of the window that is not part of a verdict. A translation replaces this file. */
export const words = {
  product: 'Keyready',
  checkAgain: 'Check again',
  checkNow: 'Check this device',
  cancel: 'Cancel',
  checked: (age: string) => `Checked ${age}`,
  checking: (what: string) => `Checking ${what}`,
  starting: 'Starting the check',
  finishing: 'Putting the answer together',
  and: ' and ',
  countOf: (done: number, total: number) => `${done} of ${total}`,
  progressLabel: 'Progress of the check',
  newAnswer: (headline: string) => `Check finished. ${headline}`,
  waysToSignIn: 'Ways to sign in',
  notForThisDevice: (count: number) => `${counted(count, 'way is', 'ways are')} not for this device`,
  toDo: (count: number) => `To do (${count})`,
  /** Nothing in the list is for the person at the device. */
  forIt: (count: number) => `For your IT to do (${count})`,
  forOthers: (count: number) => `For others to do (${count})`,
  more: (count: number) => `and ${count} more`,
  passwordApps: (count: number) => `Apps and VPNs that may still need your password (${count})`,
  worthKnowing: 'Also worth knowing',
  sentToIt: 'What was sent to IT',
  reach: {
    notEnrolled: 'This device is not connected to your IT. Nothing leaves it.',
    neverSent: 'Nothing was sent to IT yet.',
    sent: (age: string) => `Last sent to IT ${age}.`,
    notReached: 'IT could not be reached just now. Your answer above is complete without it.',
    dropped: (count: number) =>
      `${counted(count, 'report was', 'reports were')} too old or too many to keep, and never sent.`,
    waiting: (count: number) => `${counted(count, 'report is', 'reports are')} waiting to be sent.`,
    setAside: (count: number) =>
      `${counted(count, 'stored report', 'stored reports')} could not be read and will not be sent.`,
  },
  sendNow: 'Send now',
  sending: 'Sending…',
  showSent: 'Show exactly what was sent',
  sentLabel: 'The last report sent to IT, as JSON',
  firstStart: {
    headline: 'Is this device ready for passkeys?',
    summary:
      'Keyready looks and explains. It changes no setting and reads no password. It takes a few seconds.',
    questions: [
      {
        question: 'Which passkeys work here?',
        means: 'Your fingerprint, face or PIN, a security key, your phone, a password manager.',
      },
      { question: 'What stands in the way?', means: 'What is missing or switched off, with what was seen.' },
      {
        question: 'What is the shortest way to ready?',
        means: 'The steps in order, how long they take, and which are for your IT rather than for you.',
      },
      {
        question: 'What does your IT get to see?',
        means:
          'The report that is sent, shown to you word for word. Without a connection to your IT, none is.',
      },
    ],
  },
  sample: (name: string) => `Sample data: ${name}. This is not the device you sit at.`,
  about: (device: string, os: string, policy: string) => `${device} · ${os} · policy ${policy}`,
  deviceScan: (about: string, age: string) => `${about} · device scan ${age}`,
  aboutDevice: (device: string, os: string) => `${device} · ${os}`,
  broken: {
    title: 'The window could not show this',
    todo: 'Close it and open it again. If it stays like this, tell your IT the code below.',
  },
} as const;
