import type { FakeRegistry } from '../../doubles/fake-registry.ts';

const roots: Readonly<Record<string, string>> = {
  HKLM: 'HKEY_LOCAL_MACHINE',
  HKCU: 'HKEY_CURRENT_USER',
  HKU: 'HKEY_USERS',
};

/**
 * The bytes of a file that `reg import` takes: UTF-16LE with a byte order mark, which is what keeps names outside the code page
 * intact. Keys of the 32-bit side (`HKLM32\SOFTWARE\…`) are written below Wow6432Node, where Windows keeps them
 * (https://learn.microsoft.com/en-us/windows/win32/winprog64/registry-redirector). Keys that a pretended machine keeps closed are left out.
 */
export function regFile(registry: FakeRegistry): Buffer {
  const keys = Object.entries(registry).flatMap(([path, values]) =>
    'problem' in values && Object.keys(values).length === 1
      ? []
      : [
          [
            `[${fullPath(path)}]`,
            ...Object.entries(values).map(([name, value]) => line(name, value)),
            '',
          ].join('\r\n'),
        ],
  );
  const text = `Windows Registry Editor Version 5.00\r\n\r\n${keys.join('\r\n')}\r\n`;
  return Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')]);
}

function fullPath(path: string): string {
  const [root = '', ...parts] = path.split('\\');
  if (root !== 'HKLM32') return [roots[root] ?? root, ...parts].join('\\');
  return ['HKEY_LOCAL_MACHINE', 'SOFTWARE', 'Wow6432Node', ...parts.slice(1)].join('\\');
}

function line(name: string, value: unknown): string {
  const left = name === '' ? '@' : quoted(name);
  if (typeof value === 'string') return `${left}=${quoted(value)}`;
  if (typeof value === 'number') return `${left}=dword:${value.toString(16).padStart(8, '0')}`;
  throw new TypeError(`a value of ${name} is neither text nor number`);
}

const quoted = (text: string) => `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
