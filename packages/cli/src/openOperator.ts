import { UsageError } from './errors';
import { loadIacConfig } from './local/loadIacConfig';
import { LocalOperator } from './local/LocalOperator';
import type { Operator } from './Operator';
import { PortalOperator } from './portal/PortalOperator';
import { Interruption } from './terminal/Interruption';
import type { Terminal } from './terminal/Terminal';

export interface OperatorOptions {
  config?: string[];
  verbose?: boolean;
}

/** The portal when the environment names one, else this machine. */
export async function openOperator(
  options: OperatorOptions,
  terminal: Terminal,
): Promise<Operator> {
  const { verbose } = options;
  const { IAC_PORTAL_URL: url, IAC_PORTAL_TOKEN: token } = process.env;
  const { signal } = Interruption.listen(terminal);
  if (url) {
    if (!token) {
      throw new UsageError(
        'IAC_PORTAL_URL is set, but IAC_PORTAL_TOKEN is not',
        {
          nextStep:
            'Set IAC_PORTAL_TOKEN to a token of the portal, or unset IAC_PORTAL_URL to run on this machine',
        },
      );
    }
    return PortalOperator.create({ url, token, terminal, signal, verbose });
  }
  const config = await loadIacConfig(options.config ?? []);
  return LocalOperator.create({ config, terminal, signal, verbose });
}
