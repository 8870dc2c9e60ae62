import { describe, expect, test } from 'vitest';
import { valuesAt } from '../../../test/doubles/values-at.ts';
import { parseColumns } from './parse-columns.ts';

describe('words of a line by number', () => {
  test('mounts, their options by name (https://man7.org/linux/man-pages/man5/fstab.5.html)', () => {
    const root = parseColumns(
      '# what where\n//server/share /mnt cifs credentials=/root/c,uid=1000,ro 0 0\nUUID=ab / ext4 defaults 0 1\n',
    );
    expect(valuesAt(root, 'line/3')).toEqual(['cifs', 'ext4']);
    expect(valuesAt(root, 'line/4/credentials')).toEqual(['/root/c']);
    expect(valuesAt(root, 'line/4/ro')).toEqual([null]);
  });

  test('a file of comments has no lines', () => {
    expect(parseColumns('# nothing\n\n')?.children).toEqual([]);
  });
});
