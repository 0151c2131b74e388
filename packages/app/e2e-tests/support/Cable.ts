import {
  connect,
  createServer,
  type AddressInfo,
  type Server,
  type Socket,
} from 'node:net';

/** The answers of a SOCKS 5 server (RFC 1928) that asks for no name: go ahead, connected. */
const NO_NAME = Buffer.from([5, 0]);
const CONNECTED = Buffer.from([5, 0, 0, 1, 0, 0, 0, 0, 0, 0]);

/**
 * What is between a browser and the portal, and can be pulled: each connection
 * breaks, a stream in the middle of a line too. Being offline, as browsers
 * pretend it, leaves open what is open.
 */
export class Cable {
  readonly #server: Server;
  readonly #ends = new Set<Socket>();
  #isPlugged = true;

  /** @param port - of the portal, on this machine */
  static async to(port: number): Promise<Cable> {
    const cable = new Cable(port);
    await new Promise<void>(resolve => {
      cable.#server.listen(0, '127.0.0.1', resolve);
    });
    return cable;
  }

  private constructor(port: number) {
    this.#server = createServer(browser => {
      if (!this.#isPlugged) {
        browser.destroy();
        return;
      }
      this.#hold(browser);
      browser.once('data', () => {
        browser.write(NO_NAME);
        browser.once('data', () => {
          const portal = connect(port, 'localhost');
          this.#hold(portal);
          browser.write(CONNECTED);
          browser.pipe(portal).pipe(browser);
          browser.on('close', () => portal.destroy());
          portal.on('close', () => browser.destroy());
        });
      });
    });
  }

  /** For a browser's context. */
  get proxy() {
    const { port } = this.#server.address() as AddressInfo;
    // Else a browser goes to its own machine without one.
    return { server: `socks5://127.0.0.1:${port}`, bypass: '<-loopback>' };
  }

  pull(): void {
    this.#isPlugged = false;
    for (const end of this.#ends) end.destroy();
  }

  plug(): void {
    this.#isPlugged = true;
  }

  remove(): void {
    this.pull();
    this.#server.close();
  }

  #hold(end: Socket): void {
    this.#ends.add(end);
    end.on('error', () => end.destroy());
    end.on('close', () => this.#ends.delete(end));
  }
}
