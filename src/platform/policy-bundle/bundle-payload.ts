import { PolicyBundle } from '../../contract/policy-bundle.ts';
import { ProblemError } from '../../contract/problem.ts';
import { isWhole } from '../catalogue/catalogue-digest.ts';

/** The one way to write a bundle down: JSON as JSON.stringify writes it. */
export function bundleText(bundle: unknown): string {
  return JSON.stringify(bundle);
}

/**
 * The document that was signed. Throws `bundle.malformed`, when its bytes are not those that bundleText makes of what they say (blanks, a name twice), and
 * `bundle.schema`, naming the field, when what they say is no bundle that this agent understands.
 */
export function readBundlePayload(payload: Uint8Array): PolicyBundle {
  const said = parse(payload);
  const checked = PolicyBundle.safeParse(said);
  if (!checked.success) {
    const issue = checked.error.issues[0];
    throw schemaFault((issue?.path ?? []).map(String), issue?.message ?? 'not as agreed');
  }
  // As it was said: its digest is over the order of names there.
  if (!isWhole((said as PolicyBundle).files.catalogue))
    throw schemaFault(['files', 'catalogue', 'version'], 'not the digest of its entries');
  return checked.data;
}

function parse(payload: Uint8Array): unknown {
  let said: unknown;
  let again: string;
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(payload);
    said = JSON.parse(text);
    again = bundleText(said);
  } catch (cause) {
    // No UTF-8, no JSON, or nested so deep that it cannot be written down again.
    throw new ProblemError('bundle.malformed', 'its payload is not JSON in UTF-8', {
      where: 'payload',
      cause,
    });
  }
  if (again === text) return said;
  throw new ProblemError('bundle.malformed', 'its payload is not written in the one agreed way', {
    where: 'payload',
  });
}

function schemaFault(path: string[], what: string): ProblemError {
  const where = path.join('/');
  return new ProblemError('bundle.schema', where === '' ? what : `${where}: ${what}`, { where });
}
