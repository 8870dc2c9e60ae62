import { describe, expect, test } from 'vitest';
import { valuesAt } from '../../../test/doubles/values-at.ts';
import { parseXml } from './parse-xml.ts';
import { TooMuchError } from './settings-node.ts';

/** After https://learn.microsoft.com/en-us/windows/win32/taskschd/task-scheduler-schema */
const task = `<?xml version="1.0" encoding="UTF-16"?>
<!-- made by hand -->
<Task version="1.2" xmlns="http://schemas.microsoft.com/windows/2004/02/mit/task" xmlns:x="urn:x">
  <Principals><Principal id="Author"><x:LogonType>Password</x:LogonType></Principal></Principals>
  <Data><![CDATA[<not an element>]]></Data>
  <Empty/><Blank> </Blank>
</Task>`;

describe('elements, attributes, text', () => {
  test('a task of Windows', () => {
    const root = parseXml(task);
    expect(valuesAt(root, 'task/principals/principal/logontype')).toEqual(['Password']);
    expect(valuesAt(root, '**/Principal/@id')).toEqual(['Author']);
    expect(valuesAt(root, 'Task')).toEqual([null]);
    expect(valuesAt(root, 'Task/Data')).toEqual(['<not an element>']);
    expect(valuesAt(root, 'Task/Empty')).toEqual(['']);
    expect(valuesAt(root, 'Task/Blank')).toEqual(['']);
  });

  test("XML's own five entities and numbers of signs are read", () => {
    expect(valuesAt(parseXml('<a b="&lt;&#65;">&amp;&quot;</a>'), 'a')).toEqual(['&"']);
    expect(valuesAt(parseXml('<a b="&lt;&#65;"/>'), 'a/@b')).toEqual(['<A']);
  });

  test.each([
    ['an element without its end', '<a><b></a>'],
    ['two outer elements', '<a/><b/>'],
    ['text outside', 'hello <a/>'],
    ['no text at all', ''],
    ['an attribute twice', '<a b=1/>'],
    ['the wrong case', '<a></A>'],
  ])('%s is refused', (_, text) => {
    expect(parseXml(text)).toBeNull();
  });
});

describe('entities are neither expanded nor fetched', () => {
  test('a thousand million laughs', () => {
    const rows = Array.from(
      { length: 10 },
      (_, at) => `<!ENTITY l${at + 1} "${at === 0 ? 'ha' : `&l${at};`.repeat(10)}">`,
    );
    const begun = performance.now();
    expect(parseXml(`<?xml version="1.0"?><!DOCTYPE z [${rows.join('\n')}]><z>&l10;</z>`)).toBeNull();
    expect(performance.now() - begun).toBeLessThan(200);
  });

  test('a file and an address outside', () => {
    for (const outside of ['SYSTEM "file:///etc/passwd"', 'SYSTEM "http://127.0.0.1:9/x"', 'PUBLIC "a" "b"'])
      expect(parseXml(`<!DOCTYPE a [<!ENTITY x ${outside}>]><a>&x;</a>`)).toBeNull();
  });

  test('parameter entities mean nothing; a list of types alone does no harm', () => {
    const text = '<!DOCTYPE a [<!ENTITY % p SYSTEM "file:///etc/passwd"> %p;]><a>b</a>';
    expect(valuesAt(parseXml(text), 'a')).toEqual(['b']);
  });
});

describe('bounds', () => {
  test('a hundred thousand levels, a million elements, a million attributes are too much', () => {
    expect(() => parseXml('<a>'.repeat(100_000))).toThrow(TooMuchError);
    expect(() => parseXml(`<r>${'<a/>'.repeat(1_000_000)}</r>`)).toThrow(TooMuchError);
    const many = Array.from({ length: 200_000 }, (_, at) => `a${at}="1"`).join(' ');
    expect(() => parseXml(`<r ${many}/>`)).toThrow(TooMuchError);
  });

  test('one text of five megabytes is read in bounded time', () => {
    const begun = performance.now();
    expect(valuesAt(parseXml(`<r><t>${'x'.repeat(5_000_000)}</t></r>`), 'r/t')[0]).toHaveLength(5_000_000);
    expect(performance.now() - begun).toBeLessThan(4000);
  });
});
