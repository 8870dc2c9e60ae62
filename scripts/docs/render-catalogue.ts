import { type Catalogue, type CatalogueKind, catalogueKinds } from '../../src/contract/catalogue.ts';
import type { Policy } from '../../src/contract/policy.ts';
import { classWords, type Sign, shownWords, signsOf } from '../../src/core/explain/entry-words.ts';
import { generatedNote, table } from './markdown.ts';

type Entry = Catalogue['entries'][number];

const kindTitles: Readonly<Record<CatalogueKind, string>> = {
  vpn: 'VPN',
  mail: 'Mail',
  office: 'Office',
  browser: 'Browsers',
  'remote-desktop': 'Remote desktop',
  'file-transfer': 'File transfer',
  dev: 'Development',
  erp: 'Business programs',
  script: 'Scripts and modules',
  'stored-credential': 'Stored passwords',
  creative: 'Creative programs',
  backup: 'Backup',
};
const systems = { win32: 'Windows', darwin: 'macOS', linux: 'Linux' } as const;

/** docs/catalogue.md: every program that may need a password, how it is found and what tells. */
export function renderCatalogue(catalogue: Catalogue, policy: Policy): string {
  const byKind = catalogueKinds.map((kind) => ({
    kind,
    entries: catalogue.entries.filter((entry) => entry.kind === kind),
  }));
  const present = byKind.filter(({ entries }) => entries.length > 0);
  return `${generatedNote}
# Programs that may need a password

${catalogue.entries.length} entries, looked over on ${catalogue.version.slice(0, 10)}. They are data in \`policy/catalogue/\`; how to write one stands in
[catalogue-entries.md](catalogue-entries.md), why it is built so in [ADR 17](adr/0017-evidence-by-settings.md). \`keyready apps --why ID\` says the same about one,
with what was found on a device.

That a program is here never says how it signs in. A setting or a version does, and how sure that is depends on where we know it from:
**proven** is what a setting says by a public source; **likely** what normally implies it, or what is general knowledge that nobody tried on a
device yet (marked "until someone tries it"); **possible** is a hint. Of a saved secret only its presence is asked.

${table(
  ['kind', 'entries', ''],
  present.map(({ kind, entries }) => [
    `[${kindTitles[kind]}](#${anchorOf(kindTitles[kind])})`,
    String(entries.length),
    entries.map(({ name }) => name).join(', '),
  ]),
)}

${present.map(({ kind, entries }) => `## ${kindTitles[kind]}\n\n${entries.map((entry) => renderEntry(entry, policy)).join('\n\n')}`).join('\n\n')}
`;
}

function renderEntry(entry: Entry, policy: Policy): string {
  const { signIn } = entry;
  const facts = [
    `Found: ${foundBy(entry)}.`,
    `Sign-in: ${classWords[signIn.class]}.`,
    ...(signIn.passkeySince === undefined ? [] : [`Passkey: ${sentence(signIn.passkeySince)}`]),
    ...(signIn.serverSetting === undefined ? [] : [`On the server: ${sentence(signIn.serverSetting)}`]),
    ...(signIn.note === undefined ? [] : [sentence(signIn.note)]),
    ...datesOf(entry, policy),
    `What to do: ${entry.remediation}`,
    `Confidence: ${entry.confidence}.${sourcesOf(entry.sources)}`,
  ];
  const signs = signsOf(entry);
  const signTable =
    signs.length === 0
      ? ''
      : `\n\n${table(
          ['sign', 'where', 'says', 'shows', 'how sure', 'source'],
          signs.map((sign) => [
            `\`${sign.id}\``,
            sign.where,
            sign.says,
            shownWords[sign.shows],
            sureness(sign),
            sign.source === null ? '' : `[1](${sign.source})`,
          ]),
        )}`;
  return `### ${entry.name}\n\n\`${entry.id}\`, ${entry.vendor}\n\n${facts.map((fact) => `- ${oneLine(fact)}`).join('\n')}${signTable}`;
}

function sureness({ grade, basis }: Sign): string {
  return basis === 'knowledge' ? `${grade}, until someone tries it` : grade;
}

/** What shows that it is here, by system. */
function foundBy({ detect, vpnProfiles, withoutProgram }: Entry): string {
  const { win32, darwin, linux } = detect ?? {};
  const code = (names: readonly string[] = []) => names.map((name) => `\`${name}\``);
  const windows = [
    ...(win32?.programs ?? []).map(
      ({ name, publisher }) => `\`${name}\`${publisher === undefined ? '' : ` of \`${publisher}\``}`,
    ),
    ...code(win32?.families),
    ...code(win32?.files),
    ...code(win32?.registry),
  ];
  const team = darwin?.team === undefined ? [] : [`team \`${darwin.team}\``];
  const mac = [...code(darwin?.bundles), ...team, ...code(darwin?.files)];
  const packages = Object.entries(linux ?? {}).flatMap(([source, names]) =>
    source === 'files' ? code(names) : [`${source} ${code(names).join(' ')}`],
  );
  const parts = [
    [systems.win32, windows],
    [systems.darwin, mac],
    [systems.linux, packages],
  ] as const;
  const told = parts.flatMap(([system, names]) =>
    names.length === 0 ? [] : [`${system}: ${names.join(', ')}`],
  );
  if (vpnProfiles !== undefined) told.push(`VPN profiles of ${systems[vpnProfiles.platform]} itself`);
  if (told.length > 0) return told.join('; ');
  return withoutProgram === true ? 'by its settings' : 'by its settings alone';
}

function datesOf({ ends = [] }: Entry, { dates }: Policy): string[] {
  return ends.flatMap((end) => {
    if (!('policyDate' in end)) {
      const doubt = end.basis === 'knowledge' ? ' (not confirmed yet)' : '';
      return [
        `${end.date}: ${sentence(`${end.what}${doubt}`)}${sourcesOf(end.source === undefined ? [] : [end.source])}`,
      ];
    }
    const named = dates.find(({ id }) => id === end.policyDate);
    return named === undefined ? [] : [`${named.date}: ${sentence(named.what)}${sourcesOf([named.source])}`];
  });
}

function sourcesOf(sources: readonly string[]): string {
  if (sources.length === 0) return '';
  return ` Source${sources.length === 1 ? '' : 's'}: ${sources.map((source, at) => `[${at + 1}](${source})`).join(' ')}`;
}

function sentence(text: string): string {
  const whole = text.charAt(0).toUpperCase() + text.slice(1);
  return /[.!?]$/.test(whole) ? whole : `${whole}.`;
}

function oneLine(text: string): string {
  return text.replaceAll('\n', ' ');
}

function anchorOf(title: string): string {
  return title.toLowerCase().replaceAll(' ', '-');
}
