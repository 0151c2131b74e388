import type { Environment } from '@backstage-iac/plugin-iac-common';
import { useState } from 'react';
import { StartRunDialog, type StartableOperation } from './StartRunDialog';

/** A way to ask for a run, and the dialog that it opens. */
export function useStartRun(environment: Environment) {
  const [operation, setOperation] = useState<StartableOperation | undefined>();
  const dialog = operation && (
    <StartRunDialog
      environment={environment}
      operation={operation}
      onClose={() => setOperation(undefined)}
    />
  );
  return { start: setOperation, dialog };
}
