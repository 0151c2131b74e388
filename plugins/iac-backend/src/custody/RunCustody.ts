import { NotImplementedError } from '@backstage/errors';
import type { ScopedIacService } from '../service/ScopedIacService';

type Custody = Pick<
  ScopedIacService,
  | 'forceCancelRun'
  | 'reconcileRun'
  | 'closeRun'
  | 'pushRescuedState'
  | 'listQueue'
  | 'getStateLock'
  | 'unlockState'
  | 'getOutputs'
>;

/** What is done about runs that did not end in order, and about the state they left. */
export class RunCustody implements Custody {
  forceCancelRun: Custody['forceCancelRun'] = notYet;
  reconcileRun: Custody['reconcileRun'] = notYet;
  closeRun: Custody['closeRun'] = notYet;
  pushRescuedState: Custody['pushRescuedState'] = notYet;
  listQueue: Custody['listQueue'] = notYet;
  getStateLock: Custody['getStateLock'] = notYet;
  unlockState: Custody['unlockState'] = notYet;
  getOutputs: Custody['getOutputs'] = notYet;
}

async function notYet(): Promise<never> {
  throw new NotImplementedError();
}
