import { readFileSync } from 'node:fs';
import { createEngine } from '../createEngine';
import { keyringOf } from './Harness';
import type { ApplyRequest } from '../types';

/** A worker of its own, to be killed: applies what the file says, and prints its log. */
interface Order {
  home: string;
  digestKey: string;
  request: ApplyRequest;
}

const order: Order = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const engine = createEngine({
  home: order.home,
  keyring: keyringOf('test'),
  digestKey: Buffer.from(order.digestKey, 'hex'),
});
engine
  .apply({
    ...order.request,
    onEvent: event => {
      if (event.type === 'log') process.stdout.write(event.text);
    },
  })
  .catch(error => {
    process.stderr.write(`${error}\n`);
    process.exitCode = 1;
  });
