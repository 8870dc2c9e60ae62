import { expect, it } from 'vitest';
import { countNodes } from './count-nodes.ts';

const list = (inside: string) => `<?xml version="1.0"?>\n<plist version="1.0">\n${inside}\n</plist>\n`;

it.each([
  ['nothing at all', '', 0],
  ['blank lines', '\n\n', 0],
  ['an empty list', list('<array/>'), 0],
  [
    'two nodes, with lists inside',
    list('<array><dict><key>a</key><array><dict/></array></dict><dict/></array>'),
    2,
  ],
  ['one dictionary and no list', list('<dict></dict>'), 'unreadable'],
  ['two lists', list('<array/><array/>'), 'unreadable'],
  ['a list cut short', '<?xml version="1.0"?><plist version="1.0"><array><dict>', 'unreadable'],
  ['tags that do not match', list('<array><dict></array></dict>'), 'unreadable'],
  ['a tree of text', '+-o AppleBiometricSensor  <class AppleBiometricSensor>', 'unreadable'],
  ['endless nesting', list(`<array>${'<dict>'.repeat(100_000)}`), 'unreadable'],
])('%s', (_what, text, count) => expect(countNodes(text)).toBe(count));
