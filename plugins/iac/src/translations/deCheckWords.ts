import { deCheckApply } from './deCheckApply';
import { deCheckDrift } from './deCheckDrift';
import { deCheckGovernance } from './deCheckGovernance';
import { deCheckPlan } from './deCheckPlan';
import { deCheckSecrets } from './deCheckSecrets';
import { deCheckShared } from './deCheckShared';
import { deCheckSource } from './deCheckSource';
import { deCheckState } from './deCheckState';

/** Was die mitgebrachten Prüfungen sagen; das Englische steht in `plugin-iac-common`. */
export const deCheckWords = {
  ...deCheckSource,
  ...deCheckState,
  ...deCheckPlan,
  ...deCheckApply,
  ...deCheckDrift,
  ...deCheckSecrets,
  ...deCheckGovernance,
  ...deCheckShared,
} as const;
