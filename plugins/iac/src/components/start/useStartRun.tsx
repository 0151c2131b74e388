import type { Environment } from '@backstage-iac/plugin-iac-common';
import { useState } from 'react';
import { StartRunDialog, type StartableOperation } from './StartRunDialog';

/** Opens the dialog; `atRef` instead of the environment's own branch, tag or commit. */
export type StartRun = (operation: StartableOperation, atRef?: string) => void;

/** A way to ask for a run, and the dialog that it opens. */
export function useStartRun(environment: Environment) {
  const [asked, setAsked] = useState<
    { operation: StartableOperation; atRef?: string } | undefined
  >();
  const start: StartRun = (operation, atRef) => setAsked({ operation, atRef });
  const dialog = asked && (
    <StartRunDialog
      environment={environment}
      {...asked}
      onClose={() => setAsked(undefined)}
    />
  );
  return { start, dialog };
}
