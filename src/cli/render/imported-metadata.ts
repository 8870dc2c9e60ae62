import type { ImportMetadataOutput } from '../../contract/keys.ts';
import { clean, type Style } from './style.ts';
import { type Cell, columns, wrap } from './wrap.ts';

/** What an import came to, for a person. Ends with a newline. */
export function renderImportedMetadata(output: ImportMetadataOutput, style: Style): string {
  const { no, previousNo, nextUpdate, stale, models, withConcerns, leftOut } = output;
  const rows: [string, string][] = [
    ['Models', String(models)],
    [
      'Of concern',
      withConcerns === 0
        ? 'none has a status that blocks, warns or asks for new firmware'
        : `${withConcerns} with a status that blocks, warns or asks for new firmware`,
    ],
    ['Next one due', nextUpdate],
    ['Before', previousNo === null ? 'none was in force' : `no. ${previousNo}`],
    [
      'Revocation',
      output.revocationChecked
        ? 'of the certificates was looked up'
        : 'of the certificates was not looked up: an import works offline',
    ],
    ['Kept in', `${output.keptIn} (this account's scans, and a collector it starts from now on)`],
  ];
  const cells = rows.map(([name, text]): Cell[] => [{ text: name, paint: style.dim }, { text: clean(text) }]);
  const notes = [
    ...(stale
      ? [`The next blob was due on ${nextUpdate}: this one may lack newer warnings. It is used all the same.`]
      : []),
    ...(leftOut > 0
      ? [`${leftOut} entries are not as the specification says; of these models nothing is known.`]
      : []),
  ];
  return [
    style.bold(`No. ${no} of the FIDO Metadata Service is in force.`),
    ...columns(cells, style.widthChars),
    ...notes.flatMap((note) => wrap(note, style.widthChars)),
    '',
  ].join('\n');
}
