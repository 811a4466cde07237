import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

/**
 * One kept connection that asks the same again and again. By the socket, with the bytes of the request made once: Node's own client needs more CPU
 * than the server that is measured, and the times would be its own.
 */
export class Connection {
  readonly #request: Buffer;
  readonly #socket: Socket;
  #got = '';
  #answered: ((status: number | undefined) => void) | undefined;

  private constructor(socket: Socket, request: Buffer) {
    this.#socket = socket;
    this.#request = request;
    socket.setNoDelay(true).setEncoding('latin1'); // as many characters as bytes
    socket.on('data', (text: string) => this.#take(text));
    socket.on('close', () => this.#answered?.(undefined));
    socket.on('error', () => undefined); // 'close' follows
  }

  static async open(port: number, path: string, body: string): Promise<Connection> {
    const socket = connect({ port, host: '127.0.0.1' });
    await once(socket, 'connect');
    const head = `POST ${path} HTTP/1.1\r\nhost: 127.0.0.1:${port}\r\ncontent-type: application/json\r\n`;
    return new Connection(
      socket,
      Buffer.from(`${head}content-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`, 'utf8'),
    );
  }

  /** The status of the answer, once it is whole; undefined where the connection broke. */
  ask(): Promise<number | undefined> {
    if (this.#socket.destroyed) return Promise.resolve(undefined);
    return new Promise((resolve) => {
      this.#answered = resolve;
      this.#socket.write(this.#request);
    });
  }

  close(): void {
    this.#socket.destroy();
  }

  #take(text: string): void {
    this.#got += text;
    const head = this.#got.indexOf('\r\n\r\n');
    if (head < 0) return;
    const length = Number(/\r\ncontent-length: *(\d+)/i.exec(this.#got)?.[1]); // both servers say it
    if (this.#got.length < head + 4 + length) return;
    const status = Number(this.#got.slice(9, 12));
    this.#got = '';
    this.#answered?.(status);
  }
}
