import { AwsEmulator } from '@backstage-iac/aws-emulator';

/** S3 of an emulator of AWS. */
export class ObjectStore {
  static isInstalled = AwsEmulator.isInstalled;

  static async start(): Promise<ObjectStore> {
    return new ObjectStore(await AwsEmulator.start());
  }

  readonly #emulator: AwsEmulator;

  private constructor(emulator: AwsEmulator) {
    this.#emulator = emulator;
  }

  get endpoint(): string {
    return this.#emulator.endpoint;
  }

  async createBucket(name: string): Promise<void> {
    const response = await fetch(`${this.endpoint}/${name}`, { method: 'PUT' });
    if (!response.ok) throw new Error(`No bucket: ${response.status}`);
  }

  async put(bucket: string, key: string, body: string): Promise<void> {
    const address = `${this.endpoint}/${bucket}/${key}`;
    const response = await fetch(address, { method: 'PUT', body });
    if (!response.ok) throw new Error(`Not put: ${response.status}`);
  }

  /** Keys of a bucket. */
  async keys(bucket: string): Promise<string[]> {
    const response = await fetch(`${this.endpoint}/${bucket}?list-type=2`);
    const listing = await response.text();
    return [...listing.matchAll(/<Key>([^<]*)<\/Key>/g)].map(([, key]) => key);
  }

  async stop(): Promise<void> {
    await this.#emulator.stop();
  }
}
