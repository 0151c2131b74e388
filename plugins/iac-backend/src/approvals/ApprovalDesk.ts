import { NotImplementedError } from '@backstage/errors';
import type { ScopedIacService } from '../service/ScopedIacService';

type Desk = Pick<
  ScopedIacService,
  | 'getApproval'
  | 'approveRun'
  | 'rejectRun'
  | 'withdrawApproval'
  | 'listDiscussion'
  | 'addComment'
  | 'requestBreakGlass'
  | 'confirmBreakGlass'
  | 'reviewBreakGlass'
>;

/** Where people's words on plans are taken. */
export class ApprovalDesk implements Desk {
  getApproval: Desk['getApproval'] = notYet;
  approveRun: Desk['approveRun'] = notYet;
  rejectRun: Desk['rejectRun'] = notYet;
  withdrawApproval: Desk['withdrawApproval'] = notYet;
  listDiscussion: Desk['listDiscussion'] = notYet;
  addComment: Desk['addComment'] = notYet;
  requestBreakGlass: Desk['requestBreakGlass'] = notYet;
  confirmBreakGlass: Desk['confirmBreakGlass'] = notYet;
  reviewBreakGlass: Desk['reviewBreakGlass'] = notYet;
}

async function notYet(): Promise<never> {
  throw new NotImplementedError();
}
