import { connect, type Socket } from 'node:net';

/**
 * Remote control that Thunderbird has built in, as far as the lab needs it: `length:[type, id, name, parameters]`, one command at a time.
 * https://firefox-source-docs.mozilla.org/testing/marionette/Protocol.html
 */
export class Marionette {
  private readonly socket: Socket;
  private received = Buffer.alloc(0);
  private waiting: ((message: unknown) => void) | null = null;
  private readonly arrived: unknown[] = [];
  private id = 0;

  private constructor(socket: Socket) {
    this.socket = socket;
    socket.on('data', (bytes: Buffer) => this.take(bytes));
  }

  /** @throws Error when nobody listens at the port. */
  static async connect(port: number): Promise<Marionette> {
    const socket = connect(port, '127.0.0.1');
    await new Promise<void>((resolve, reject) => socket.once('connect', resolve).once('error', reject));
    const marionette = new Marionette(socket);
    // It greets first.
    await marionette.next();
    return marionette;
  }

  /** @throws Error with what the program says of the failure. */
  async command(name: string, parameters: object = {}): Promise<unknown> {
    this.id += 1;
    const text = JSON.stringify([0, this.id, name, parameters]);
    this.socket.write(`${Buffer.byteLength(text)}:${text}`);
    const answer = await this.next();
    if (!Array.isArray(answer) || answer[2] !== null)
      throw new Error(`${name}: ${JSON.stringify(answer).slice(0, 1000)}`);
    return answer[3];
  }

  close(): void {
    this.socket.destroy();
  }

  private next(): Promise<unknown> {
    if (this.arrived.length > 0) return Promise.resolve(this.arrived.shift());
    return new Promise((resolve) => {
      this.waiting = resolve;
    });
  }

  private take(bytes: Buffer): void {
    this.received = Buffer.concat([this.received, bytes]);
    for (;;) {
      const colon = this.received.indexOf(':');
      if (colon === -1) return;
      const end = colon + 1 + Number(this.received.subarray(0, colon).toString());
      if (this.received.length < end) return;
      const message: unknown = JSON.parse(this.received.subarray(colon + 1, end).toString());
      this.received = this.received.subarray(end);
      if (this.waiting === null) this.arrived.push(message);
      else this.waiting(message);
      this.waiting = null;
    }
  }
}
