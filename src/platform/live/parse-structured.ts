import type { Outcome, StructuredFormat } from '../reach.ts';
import { decodeText } from '../settings/decode-text.ts';
import { parseBinaryPlist } from '../settings/parse-binary-plist.ts';
import { TooMuchError } from '../settings/settings-node.ts';
import { failure, success } from './outcomes.ts';

/** A property list in either of its forms; OpenStep text is left out, since any text can pass for it. */
const propertyList = /^(\uFEFF?\s*<(\?xml|!DOCTYPE plist|plist)|bplist00)/;

/** Larger files are counted by the reader that ends before the library reads them, bytes. */
const MOST_UNCOUNTED = 64 * 1024;

/**
 * Parses a whole file. A broken one is `malformed` without what it held. Entities of XML are not expanded. The parser of
 * property lists loads only when one is read.
 */
export async function parseStructured(bytes: Buffer, format: StructuredFormat): Promise<Outcome<unknown>> {
  try {
    if (format === 'json') return success(JSON.parse(bytes.toString('utf8').replace(/^\uFEFF/, '')));
    const head = bytes.subarray(0, 200).toString('latin1');
    if (!propertyList.test(head)) return failure('malformed', 'not a property list');
    const isBinary = head.startsWith('bplist00');
    // The library follows references without counting, so lists of lists of one list would keep it for ever; of XML it keeps some 250 bytes for each.
    const isDear = isBinary || bytes.length > MOST_UNCOUNTED;
    if (isDear && !(await isPropertyList(bytes, isBinary)))
      return failure('malformed', 'not a valid property list');
    const { parse } = await import('plist');
    return success(isBinary ? parse(new Uint8Array(bytes)) : parse(bytes.toString('utf8')));
  } catch (error) {
    if (error instanceof TooMuchError) return failure('too-large', error.message);
    return failure('malformed', format === 'json' ? 'not valid JSON' : 'not a valid property list');
  }
}

async function isPropertyList(bytes: Buffer, isBinary: boolean): Promise<boolean> {
  if (isBinary) return parseBinaryPlist(bytes) !== null;
  const { parsePlist } = await import('../settings/parse-plist.ts');
  return parsePlist(bytes, decodeText(bytes)) !== null;
}
