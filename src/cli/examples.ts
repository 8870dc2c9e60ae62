/** Examples at the foot of each `--help` and in docs/cli.md. */
export const examples = {
  keyready: [
    'keyready scan                                  check this device',
    'keyready explain BT_OFF                        what a code means and what to do',
    'keyready scan --help                           options of one command',
  ],
  scan: [
    'keyready scan                                  verdict, reasons, what to do',
    'keyready scan --json                           the same for programs',
    'keyready scan --only tpm,security-key          look again at two signals only',
    'sudo keyready scan --context device            see what takes the rights of the system, and leave it',
    '                                               for the scans and windows of all accounts',
    'keyready scan --replay test/fixtures/captures/linux/NAME',
    '                                               judge a recorded machine instead of this one',
  ],
  keys: [
    'keyready keys                                  every key that is plugged in, and what it needs',
    'keyready keys --json --tenant fido2.json       judged by the company’s settings, for programs',
    'keyready keys --watch                          tell of each key as it is plugged in; Ctrl-C ends it',
    'keyready keys --order-sheet                    which kinds of keys fit this device',
  ],
  apps: [
    'keyready apps                                  what still needs a password, worst first, with proof',
    'keyready apps --why thunderbird                all about one program, and what to do',
    'keyready apps --json                           the same for programs',
    'keyready apps --catalogue my-entries.yaml      try entries of your own',
    'sudo keyready apps                             also settings that take the rights of the system',
  ],
  'policy import-mds': [
    'curl -sLo blob.jwt https://mds3.fidoalliance.org/',
    '                                               get the newest data of the FIDO Metadata Service',
    'keyready policy import-mds blob.jwt            check it and judge keys by it from now on',
    'sudo keyready policy import-mds blob.jwt       the same for scans that run as root',
  ],
  explain: [
    'keyready explain BT_OFF                        what a reason means and the steps',
    'keyready explain BT_OFF --platform win32       steps for another system',
    'keyready explain upload.unreachable            what an error means',
    'keyready explain 0x801c044d                    what Windows means when Hello cannot be set up',
  ],
  capture: [
    'keyready capture my-laptop                     record, then look through the folder',
    'keyready scan --replay my-laptop               play it back anywhere',
  ],
  enroll: ['keyready enroll --collector https://keyready.example.com --code ABCD-EFGH'],
  upload: ['keyready upload                                send what waits; exit 75 means: try later'],
  status: [
    'keyready status                                last scan, collector, reports that wait',
    'keyready status --json',
  ],
  collector: [
    'keyready collector                             embedded database, http://127.0.0.1:8686',
    'keyready collector --data /srv/keyready --port 9000',
    'DATABASE_URL=postgres://db/keyready keyready collector',
  ],
} as const satisfies Record<string, readonly string[]>;
