import type { Review, Run } from '@backstage-iac/plugin-iac-common';
import { isError } from '@backstage/errors';
import type { CaseReader, RunCase } from './CaseReader';

/** The last look before Terraform is called: nothing that was decided earlier is taken for granted. */
export class ApplyGate {
  readonly #cases: CaseReader;

  constructor(options: { cases: CaseReader }) {
    this.#cases = options.cases;
  }

  /**
   * @param run - in `applying`, with its lease held: nobody can say anything about it any more
   * @returns why the plan must not be applied; `undefined` when it may
   */
  async refusalOf(run: Run): Promise<string | undefined> {
    let given: RunCase;
    try {
      given = await this.#cases.read(run.id);
    } catch (error) {
      if (!isError(error)) throw error;
      return `The approvals could not be checked again: ${error.message}`;
    }
    if (given.asked.protection.apply === 'never') {
      return 'The environment is only planned by now';
    }
    if (!given.satisfied) return describeLack(given);
    if (given.freeze && given.breakGlass !== 'in-force') {
      return `The freeze '${given.freeze.title}' began, until ${given.freeze.until}`;
    }
    return undefined;
  }
}

function describeLack({ approvals }: RunCase): string {
  const lack = `${approvals.given} of ${approvals.required} approvals count`;
  if (approvals.uncertain) {
    return `${lack}: the catalog does not answer, so nobody can tell who may approve`;
  }
  const lost = approvals.reviews
    .filter(
      ({ verdict, standing }) => verdict === 'approved' && standing !== 'valid',
    )
    .map(describeLoss);
  return [lack, ...(lost.length > 0 ? [lost.join(', ')] : [])].join(': ');
}

function describeLoss({ person, standing }: Review): string {
  switch (standing) {
    case 'expired':
      return `the one of ${person} has expired`;
    case 'withdrawn':
      return `${person} withdrew`;
    case 'void':
      return `the one of ${person} was for another plan`;
    default:
      return `${person} may no longer approve`;
  }
}
