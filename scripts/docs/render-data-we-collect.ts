import { EnrollRequest, ProofClaims } from '../../src/contract/http.ts';
import { DeviceReport } from '../../src/contract/report.ts';
import { signalCatalogue } from '../../src/core/signals/catalogue.ts';
import { generatedNote, table } from './markdown.ts';

/** What each field around the signals is for. A field of the contract without a sentence stops the generator. */
const report = {
  schemaVersion: 'Version of the report’s form.',
  reportId: 'A random number for this report, so that sending it twice stores it once.',
  device: 'The device’s id, host name and system, see below.',
  agentVersion: 'Version of Keyready on the device.',
  createdAt: 'When the report was made.',
  contexts: 'Whether the device scan, the user scan or both took part.',
  completeness: 'Whether all signals answered.',
  signals: 'What was seen, see above.',
};
const device = {
  id: 'Thumbprint of the public key that this installation made for itself. Not a serial number, not a MAC address.',
  name: 'Host name, so that IT can find the device.',
  platform: 'Windows, macOS or Linux.',
};
const enrolment = {
  code: 'The enrolment code from IT.',
  publicKey: 'Public half of the installation’s key. The private half never leaves the device.',
  device: 'Host name and system.',
};
const proof = {
  aud: 'The collector’s address.',
  iat: 'When it was signed.',
  exp: 'When the signature runs out.',
  jti: 'A random number that may be used once.',
  htm: 'Request method.',
  htu: 'Request path.',
  bodySha256: 'Checksum of what was sent.',
  seq: 'A number that grows with every request.',
};
const observation = [
  ['`kind`', 'known, unknown or not-applicable.'],
  ['`facts`', 'What was seen, if known.'],
  ['`source`', 'Where the answer came from, e.g. the name of a system file or service.'],
  ['`reason`, `detail`, `because`', 'Why it could not be told or does not apply.'],
  ['`at`, `tookMs`', 'When it was seen and how long that took.'],
  ['`context`', 'Whether the device scan or the user scan saw it.'],
];

function rowsOf(shape: object, sentences: Record<string, string>): string[][] {
  return Object.keys(shape).map((field) => {
    const sentence = sentences[field];
    if (sentence === undefined) throw new Error(`docs/data-we-collect.md has no sentence for ${field}`);
    return [`\`${field}\``, sentence];
  });
}

/** docs/data-we-collect.md: everything that leaves a device, from the contract and the signal catalogue. */
export function renderDataWeCollect(): string {
  const specs = Object.values(signalCatalogue);
  return `${generatedNote}
# Data we collect

Keyready reads and explains; it changes no setting and reads no secret. Nothing leaves a device before it is enrolled with
a collector, and then only what this page lists goes there. \`keyready status\` and the window show the exact report that
was last sent.

## What is seen on the device

${table(
  ['signal', 'what it is for', 'what leaves the device, and what does not'],
  specs.map((spec) => [`${spec.title} (\`${spec.id}\`)`, spec.sentence, spec.collects]),
)}

With every signal:

${table(['field', 'what it is'], observation)}

## Around it

A report:

${table(['field', 'what it is'], rowsOf(DeviceReport.shape, report))}

The device in it:

${table(['field', 'what it is'], rowsOf(DeviceReport.shape.device.shape, device))}

Enrolling, once:

${table(['field', 'what it is'], rowsOf(EnrollRequest.shape, enrolment))}

Every request carries a signature over:

${table(['field', 'what it is'], rowsOf(ProofClaims.shape, proof))}

## What lies on the device

| what | where | who may read it |
|---|---|---|
| Keys of this installation, last scans, reports that wait, what was last sent | the state folder of the account that runs Keyready; of the device scan \`/var/lib/keyready/state\`, \`/Library/Application Support/Keyready/State\`, \`%ProgramData%\\Keyready\\State\` | that account; of the device scan root, SYSTEM and administrators |
| What the last device scan saw: the signals above as it saw them, nothing else (\`device-scan.json\`) | \`/var/lib/keyready/published\`, \`/Library/Application Support/Keyready/Published\`, \`%ProgramData%\\Keyready\\Published\` | every account of the device; only root, SYSTEM and administrators may change it |

Like any server, a collector also sees the network address a request comes from.
`;
}
