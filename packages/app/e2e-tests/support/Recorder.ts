import type { CDPSession, Page } from '@playwright/test';

/** One thing that a browser was given. */
export interface Received {
  /** Where it came from. */
  from: string;
  text: string;
}

/** The body of one answer, which may still grow. */
class Body {
  readonly #url: string;
  #head: Buffer | undefined;
  readonly #tail: Buffer[] = [];

  constructor(url: string) {
    this.#url = url;
  }

  get isKnown(): boolean {
    return this.#head !== undefined;
  }

  get received(): Received {
    const bytes = Buffer.concat([this.#head ?? Buffer.alloc(0), ...this.#tail]);
    return { from: this.#url, text: bytes.toString('utf8') };
  }

  /** What had come before anybody listened. */
  begin(base64: string): void {
    this.#head = Buffer.from(base64, 'base64');
  }

  append(base64: string): void {
    this.#tail.push(Buffer.from(base64, 'base64'));
  }
}

/** Keeps all that a browser is given: answers, streams while they last, and frames of sockets. */
export class Recorder {
  readonly #session: CDPSession;
  readonly #bodies = new Map<string, Body>();
  readonly #frames: Received[] = [];
  readonly #reading: Promise<void>[] = [];

  /** @param page - before it opens anything */
  static async of(page: Page): Promise<Recorder> {
    const session = await page.context().newCDPSession(page);
    const recorder = new Recorder(session);
    await session.send('Network.enable');
    return recorder;
  }

  private constructor(session: CDPSession) {
    this.#session = session;
    session.on('Network.responseReceived', ({ requestId, response }) => {
      const body = new Body(response.url);
      this.#bodies.set(requestId, body);
      this.#reading.push(this.#read(requestId, body));
    });
    session.on('Network.dataReceived', ({ requestId, data }) => {
      if (data) this.#bodies.get(requestId)?.append(data);
    });
    session.on('Network.webSocketFrameReceived', ({ requestId, response }) => {
      this.#frames.push({
        from: `socket ${requestId}`,
        text: response.payloadData,
      });
    });
  }

  /** All of it until now. */
  async received(): Promise<Received[]> {
    await Promise.all(this.#reading);
    return [
      ...[...this.#bodies.values()].map(body => body.received),
      ...this.#frames,
    ];
  }

  /** Bodies that the browser would not tell. */
  async unread(): Promise<string[]> {
    await Promise.all(this.#reading);
    return [...this.#bodies.values()]
      .filter(({ isKnown }) => !isKnown)
      .map(({ received }) => received.from);
  }

  async #read(requestId: string, body: Body): Promise<void> {
    try {
      const { bufferedData } = await this.#session.send(
        'Network.streamResourceContent',
        { requestId },
      );
      body.begin(bufferedData);
    } catch {
      // It has ended already.
      await this.#readWhole(requestId, body);
    }
  }

  async #readWhole(requestId: string, body: Body): Promise<void> {
    try {
      const { body: text, base64Encoded } = await this.#session.send(
        'Network.getResponseBody',
        { requestId },
      );
      body.begin(
        base64Encoded ? text : Buffer.from(text, 'utf8').toString('base64'),
      );
    } catch {
      // It stays unread, which is told.
    }
  }
}
