/**
 * One-byte EFI variable as efivarfs shows it: four attribute bytes, then the data.
 * https://www.kernel.org/doc/html/latest/filesystems/efivarfs.html
 */
export function parseEfiFlag(hex: string): boolean | 'unreadable' {
  const data = /^[0-9a-f]{8}(0[01])$/i.exec(hex)?.[1];
  return data === undefined ? 'unreadable' : data === '01';
}
