import { UsageError } from './errors';
import type { Operator } from './Operator';
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
    // Each way loads only what it needs: half of the start-up is the
    // configuration loader, which a portal's client has no use for.
    const { PortalOperator } = await import('./portal/PortalOperator');
    return PortalOperator.create({ url, token, terminal, signal, verbose });
  }
  const { loadIacConfig } = await import('./local/loadIacConfig');
  const { LocalOperator } = await import('./local/LocalOperator');
  const config = await loadIacConfig(options.config ?? []);
  return LocalOperator.create({ config, terminal, signal, verbose });
}
