import type { JsonObject } from '@backstage/types';

/** Sets every output of a step. */
export function writeOutputs<TOutputs extends JsonObject>(
  ctx: { output(name: keyof TOutputs, value: TOutputs[keyof TOutputs]): void },
  outputs: TOutputs,
): void {
  for (const name of Object.keys(outputs) as Array<keyof TOutputs>) {
    ctx.output(name, outputs[name]);
  }
}
