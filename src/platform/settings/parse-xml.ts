import sax from 'sax';
import { leaf, MOST_DEPTH, nodeLimit, type SettingsNode, TooMuchError } from './settings-node.ts';

type Open = { name: string; text: string; children: SettingsNode[] };

/**
 * Elements by name, attributes as `@name`, text as an element's value; the document's own element is the one child. Names lose their prefix. An element
 * without anything in it stands there and is empty. Entities other than XML's own five make it malformed: nothing is expanded, nothing fetched
 * (docs/adr/0015-reading-xml.md).
 */
export function parseXml(text: string): SettingsNode | null {
  const count = nodeLimit();
  const root: Open = { name: '', text: '', children: [] };
  const open = [root];
  const parser = sax.parser(true, { strictEntities: true, position: false });
  parser.onopentag = ({ name, attributes }) => {
    if (open.length > MOST_DEPTH) throw new TooMuchError(`over ${MOST_DEPTH} levels`);
    const children = Object.entries(attributes).map(([key, value]) => leaf(`@${local(key)}`, value));
    count(children.length + 1);
    open.push({ name: local(name), text: '', children });
  };
  parser.onclosetag = () => {
    const closed = open.pop();
    if (closed !== undefined) open.at(-1)?.children.push(nodeOf(closed));
  };
  const onText = (more: string) => {
    const innermost = open.at(-1);
    if (innermost !== undefined) innermost.text += more;
  };
  parser.ontext = onText;
  parser.oncdata = onText;
  parser.onerror = (error) => {
    throw error;
  };
  try {
    parser.write(text).close();
  } catch (error) {
    if (error instanceof TooMuchError) throw error;
    return null;
  }
  return root.children.length === 1 ? { name: '', value: null, children: root.children } : null;
}

function local(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

function nodeOf({ name, text, children }: Open): SettingsNode {
  const value = text.trim();
  const holdsElements = children.some((child) => !child.name.startsWith('@'));
  return { name, value: value === '' && holdsElements ? null : value, children };
}
