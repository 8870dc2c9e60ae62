import { createReadStream } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';

/**
 * Writes a `newc` cpio archive, the initramfs format, with everything owned by root whoever packs it.
 * https://docs.kernel.org/driver-api/early-userspace/buffer-format.html
 */
export class CpioArchive {
  private readonly file: FileHandle;
  private readonly written = new Set<string>();
  private nextInode = 1;

  private constructor(file: FileHandle) {
    this.file = file;
  }

  static async create(path: string): Promise<CpioArchive> {
    return new CpioArchive(await open(path, 'w'));
  }

  async addFolder(path: string, permissions = 0o755): Promise<void> {
    if (this.written.has(path) || path === '' || path === '.') return;
    await this.addParents(path);
    await this.writeEntry(path, 0o040000 | permissions, 0);
  }

  async addLink(path: string, target: string): Promise<void> {
    await this.addParents(path);
    const bytes = Buffer.from(target);
    await this.writeEntry(path, 0o120777, bytes.length);
    await this.writePadded(bytes);
  }

  async addText(path: string, text: string, permissions = 0o644): Promise<void> {
    await this.addParents(path);
    const bytes = Buffer.from(text);
    await this.writeEntry(path, 0o100000 | permissions, bytes.length);
    await this.writePadded(bytes);
  }

  /** Copies a file of this machine. A path that is in the archive already is left as it is. */
  async addFile(path: string, from: string, permissions = 0o755): Promise<void> {
    if (this.written.has(path)) return;
    await this.addParents(path);
    const source = await open(from, 'r');
    const { size } = await source.stat();
    await this.writeEntry(path, 0o100000 | permissions, size);
    let copiedBytes = 0;
    for await (const chunk of createReadStream('', {
      fd: source,
      highWaterMark: 1 << 20,
    }) as AsyncIterable<Buffer>) {
      copiedBytes += chunk.length;
      await this.file.write(chunk);
    }
    if (copiedBytes !== size) throw new Error(`${from} changed while it was packed`);
    await this.pad(size);
  }

  async close(): Promise<void> {
    await this.writeEntry('TRAILER!!!', 0, 0);
    await this.file.close();
  }

  private async addParents(path: string): Promise<void> {
    const parts = path.split('/').slice(0, -1);
    for (let depth = 1; depth <= parts.length; depth += 1) {
      const parent = parts.slice(0, depth).join('/');
      if (!this.written.has(parent)) await this.writeEntry(parent, 0o040755, 0);
    }
  }

  private async writeEntry(path: string, mode: number, sizeBytes: number): Promise<void> {
    if (path.startsWith('/')) throw new RangeError(`archive paths are relative: ${path}`);
    if (this.written.has(path)) throw new Error(`${path} is in the archive twice`);
    this.written.add(path);
    const name = Buffer.from(`${path}\0`);
    const fields = [this.nextInode++, mode, 0, 0, 1, 0, sizeBytes, 0, 0, 0, 0, name.length, 0];
    const header = `070701${fields.map((field) => field.toString(16).padStart(8, '0')).join('')}`;
    const whole = Buffer.concat([Buffer.from(header), name]);
    await this.writePadded(whole);
  }

  private async writePadded(bytes: Buffer): Promise<void> {
    await this.file.write(bytes);
    await this.pad(bytes.length);
  }

  private async pad(sizeBytes: number): Promise<void> {
    const missing = (4 - (sizeBytes % 4)) % 4;
    if (missing > 0) await this.file.write(Buffer.alloc(missing));
  }
}
