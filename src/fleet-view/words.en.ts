import type { ScanContext } from '../contract/observation.ts';
import { countedWord, countWord } from '../ui/words.en.ts';

/** `1 device`, `12,400 devices`. */
export function devicesWord(count: number): string {
  return countedWord(count, 'device', 'devices');
}

/** Words of the fleet view alone; what it shares with the window is in src/ui/words.en.ts. A translation replaces this file. */
export const words = {
  product: 'Keyready',
  skipToContent: 'Skip to content',
  pages: 'Pages',
  overview: 'Overview',
  devices: 'Devices',
  signedInAs: (user: string) => `Signed in as ${user}`,
  signOut: 'Sign out',
  sampleData: 'Sample data',
  sampleDataMeans:
    'These devices are made up, to show what the fleet view looks like. No real device is in here.',
  sampleDevice: 'This is a sample device, not a real one.',
  loading: 'Loading',
  updated: 'Updated',
  showingOlder: 'The numbers below are the last ones received.',

  signIn: {
    title: 'Sign in to the fleet view',
    checking: 'Checking your sign-in',
    how: 'You sign in with a link that works once, for 15 minutes. The collector prints one when it starts, and another whenever you press Enter there:',
    open: 'Open the newest link in this browser, on the machine where the collector runs.',
    ended: 'Your session has ended. Sign in again and you come back to this page.',
    again: 'I have signed in in another tab',
    still: 'Not signed in yet.',
  },

  titleOf: (page: string) => `${page} · Keyready`,

  readiness: {
    title: 'Who can sign in with a passkey today',
    of: (all: number) => `of ${devicesWord(all)} can sign in with a passkey today`,
    allDevices: 'All devices',
  },
  kinds: {
    title: 'By way to sign in',
    hint: 'A person needs one of these. A device counts in every row.',
    readyOf: (ready: number) => `${countWord(ready)} ready`,
  },
  blockers: {
    title: 'What stops most devices',
    hint: 'One device can be stopped by several.',
    none: 'Nothing stops any device.',
    columns: { what: 'What', devices: 'Devices', owner: 'Who can change it', kinds: 'Concerns' },
    seeDevices: (title: string, devices: number) => `${title}: see ${devicesWord(devices)}`,
    noOwner: 'Not assigned',
    showAll: (count: number) => `Show all ${countWord(count)}`,
    showFewer: 'Show fewer',
  },
  unchecked: {
    title: 'What could not be checked',
    hint: 'No failure: these devices may well be ready. A newer check or another account may tell.',
    none: 'Everything could be checked.',
  },
  dates: {
    title: 'Dates',
    left: (days: number) =>
      days > 0 ? `in ${countedWord(days, 'day', 'days')}` : days === 0 ? 'today' : 'in the past',
    source: 'Where this is written',
    atRisk: 'As things stand, on these dates:',
    blocked: (count: number) => `${devicesWord(count)} could use no passkey at all`,
    action: (count: number) => `${devicesWord(count)} would need a step first`,
    unknown: (count: number) => `${devicesWord(count)} could not be checked`,
    limits: 'Keyready sees devices. Which people depend on a method that ends is not known to it.',
  },
  coverage: {
    title: 'How fresh this is',
    seen: (fresh: number, all: number, days: number) =>
      `${countWord(fresh)} of ${devicesWord(all)} heard from in the last ${countedWord(days, 'day', 'days')}`,
    silent: (count: number) => `${devicesWord(count)} silent for longer`,
    none: 'No device is silent.',
    policy: (version: string) => `Judged by policy ${version}`,
    awaiting: (count: number) => `${devicesWord(count)} still to be judged by this policy`,
    platforms: 'Systems',
  },
  empty: {
    title: 'No device has reported yet',
    first:
      'The collector printed an enrolment code when it started. On the first device, put it in place of CODE:',
    second: 'Then look at the device and send what was seen:',
    result: 'The device appears here as soon as its report arrives.',
  },

  list: {
    title: 'Devices',
    count: (total: number) => devicesWord(total),
    matching: (total: number) => `${devicesWord(total)} match`,
    search: 'Find by name',
    clearSearch: 'Clear the name',
    filters: 'Filters',
    state: 'State',
    platform: 'System',
    kind: 'Way to sign in',
    reason: 'Reason',
    anyState: 'Any state',
    anyPlatform: 'Any system',
    anyReason: 'Any reason',
    anyWay: 'Any way',
    chip: (name: string, value: string) => `${name}: ${value}`,
    reasonAs: (title: string, severity: string) => `${title} (${severity})`,
    nameContains: (text: string) => `Name contains “${text}”`,
    remove: (chip: string) => `Remove filter ${chip}`,
    clearAll: 'Clear all filters',
    columns: {
      name: 'Device',
      platform: 'System',
      state: 'State',
      ready: 'Ready ways',
      reasons: 'Open points',
      lastSeen: 'Seen',
    },
    sortBy: (column: string) => `Sort by ${column}`,
    keys: 'Arrow keys move between devices, Enter opens one.',
    noReady: 'None',
    noReasons: 'Nothing',
    andMore: (count: number) => `and ${countWord(count)} more`,
    partial: 'Some answers missing',
    cancelled: 'Scan was cancelled',
    noneMatch: 'No device matches these filters',
    noneMatchMeans: 'Remove a filter to see more devices.',
    loadingMore: 'Loading more devices',
    ignored: (what: string) =>
      `This address asks for a filter that Keyready does not know (${what}). It was left out, so more devices are shown.`,
    sample: 'Sample',
  },

  device: {
    back: 'Devices',
    answer: 'Can it sign in with a passkey today?',
    told: 'What the person is told',
    judgedAnew: (stored: string) => `Judged again with today’s policy; the stored verdict was “${stored}”.`,
    kinds: 'Ways to sign in',
    recovery: (line: string) => `If one thing is lost: ${line}`,
    dependencies: 'What still needs a password',
    dependenciesHint: 'By what settings say. A name alone proves nothing.',
    overall: 'The device as a whole',
    actions: 'What to do',
    signals: 'Who saw what, when and how',
    signalColumns: {
      signal: 'Signal',
      answer: 'Answer',
      who: 'Who saw it',
      when: 'When',
      how: 'How',
      took: 'Took',
    },
    known: 'Known',
    unknown: 'Could not tell',
    notApplicable: 'Not for this device',
    neverAsked: 'No answer in this report',
    contexts: {
      device: 'Device scan (as the system)',
      user: 'Scan in the person’s session',
    } satisfies Record<ScanContext, string>,
    facts: 'Facts',
    took: (ms: string) => `${ms} ms`,
    partial:
      'This report is not complete: some checks ran out of time, crashed or were stopped. What is missing shows as “could not tell”.',
    cancelled: 'The scan was stopped before it ended. What is missing shows as “could not tell”.',
    about: 'About this report',
    assurance: 'How the upload proved itself',
    assurances: {
      'enrolment-code':
        'Enrolled with a code, then every report signed with this installation’s own key. Who sat at the device is not proven.',
    },
    enrolledAt: 'Enrolled',
    notEnrolled: 'Not enrolled',
    reportsReceived: 'Reports received',
    scannedAt: 'Report made',
    scannedBy: 'Scanned by',
    agentVersion: 'Keyready on the device',
    policyVersion: 'Judged by policy',
    judgedAt: 'Judged',
    deviceId: 'Device id',
    reportId: 'Report id',
    rawReport: 'Show the exact report (JSON)',
    rawReportLabel: 'The report as JSON',
  },

  notFound: {
    title: 'There is no such page',
    back: 'Go to the overview',
  },
  problems: {
    unreachable: {
      title: 'The collector does not answer',
      detail: 'This page could not reach the collector that served it.',
      todo: 'Check that the collector is still running, then try again.',
    },
    badAnswer: {
      title: 'The collector’s answer was not understood',
      detail: (where: string) => `The answer does not have the agreed shape at ${where}.`,
      noDetail: (status: number) => `The answer had status ${status} and no explanation.`,
      todo: 'Reload the page. If it stays, collector and page may be of different versions.',
    },
    page: {
      title: 'This page stopped working',
      todo: 'Reload the page. The data on the collector is not affected.',
    },
  },
} as const;
