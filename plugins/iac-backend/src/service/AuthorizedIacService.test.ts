import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import type { Run } from '@backstage-iac/plugin-iac-common';
import type { IacService } from '@backstage-iac/plugin-iac-node';
import { environmentDefinition } from '../__testUtils__/environments';
import { EnvironmentAuthorizer } from '../permissions/EnvironmentAuthorizer';
import { AuthorizedIacService } from './AuthorizedIacService';
import { EnvironmentRegistry } from './EnvironmentRegistry';
import type { ScopedIacService } from './ScopedIacService';

const RUN = { id: 'r', environment: 'staging', operation: 'plan-and-apply' };
const options = { credentials: mockCredentials.user() };
const text = { comment: 'c', reason: 'r', text: 't', confirm: 'staging' };
const word = { approvalDigest: 'd', ...text };
const waiver = { ...text, ticket: 'CHG-1', expiresAt: '2026-03-02T12:00:00Z' };
const CREATE = ['iac.run.create', 'iac.run.apply'];

type Door = [call: (service: IacService) => Promise<unknown>, needs: string[]];

/** Every method, and the permissions it needs besides seeing the environment. */
const DOORS: Record<keyof IacService, Door> = {
  listEnvironments: [s => s.listEnvironments(options), []],
  getEnvironment: [s => s.getEnvironment('staging', options), []],
  getSecrets: [s => s.getSecrets('staging', options), []],
  listDriftEpisodes: [s => s.listDriftEpisodes('staging', {}, options), []],
  listRuns: [s => s.listRuns({}, options), []],
  getRun: [s => s.getRun('r', options), []],
  getPlan: [s => s.getPlan('r', options), ['iac.plan.read']],
  getPlanText: [s => s.getPlanText('r', options), ['iac.plan.read']],
  readLog: [s => s.readLog('r', {}, options), ['iac.plan.read']],
  createRun: [
    s =>
      s.createRun(
        { environment: 'staging', operation: 'plan-and-apply' },
        options,
      ),
    CREATE,
  ],
  getApproval: [s => s.getApproval('r', options), []],
  approveRun: [
    s => s.approveRun('r', word, options),
    ['iac.run.approve', 'iac.run.apply'],
  ],
  rejectRun: [s => s.rejectRun('r', word, options), ['iac.run.approve']],
  withdrawApproval: [s => s.withdrawApproval('r', {}, options), []],
  listDiscussion: [s => s.listDiscussion('r', options), ['iac.plan.read']],
  addComment: [s => s.addComment('r', text, options), ['iac.plan.read']],
  requestBreakGlass: [
    s => s.requestBreakGlass('r', word, options),
    ['iac.run.breakGlass'],
  ],
  confirmBreakGlass: [
    s => s.confirmBreakGlass('r', word, options),
    ['iac.run.breakGlass'],
  ],
  reviewBreakGlass: [
    s => s.reviewBreakGlass('r', text, options),
    ['iac.run.breakGlass'],
  ],
  discardRun: [s => s.discardRun('r', options), ['iac.run.cancel']],
  cancelRun: [s => s.cancelRun('r', options), ['iac.run.cancel']],
  forceCancelRun: [
    s => s.forceCancelRun('r', text, options),
    ['iac.run.forceCancel'],
  ],
  reconcileRun: [s => s.reconcileRun('r', options), ['iac.run.create']],
  closeRun: [
    s => s.closeRun('r', { as: 'applied', comment: 'c' }, options),
    ['iac.run.apply'],
  ],
  pushRescuedState: [
    s => s.pushRescuedState('r', text, options),
    ['iac.state.push'],
  ],
  listQueue: [s => s.listQueue(options), []],
  getStateLock: [s => s.getStateLock('staging', options), []],
  unlockState: [
    s => s.unlockState('staging', { lockId: 'l', ...text }, options),
    ['iac.state.unlock'],
  ],
  getOutputs: [s => s.getOutputs('staging', options), ['iac.output.read']],
  listReadiness: [s => s.listReadiness({}, options), []],
  exportReadiness: [s => s.exportReadiness({ format: 'csv' }, options), []],
  getReadiness: [s => s.getReadiness('staging', options), []],
  recheck: [s => s.recheck('staging', options), []],
  listVerdicts: [s => s.listVerdicts('staging', {}, options), []],
  getTimeline: [s => s.getTimeline('staging', {}, options), []],
  getReadinessChanges: [s => s.getReadinessChanges('staging', options), []],
  getCheck: [s => s.getCheck('staging', 'drift.current', options), []],
  requestWaiver: [
    s => s.requestWaiver('staging', 'drift.current', waiver, options),
    ['iac.check.waive'],
  ],
  decideWaiver: [
    s => s.decideWaiver('staging', 'w', { approve: true }, options),
    ['iac.check.waive'],
  ],
  revokeWaiver: [
    s => s.revokeWaiver('staging', 'w', options),
    ['iac.check.waive'],
  ],
  getBadgeUrl: [s => s.getBadgeUrl('staging', {}, options), []],
};

/** These narrow what they show instead of refusing. */
const LISTS = [
  'listEnvironments',
  'listRuns',
  'listQueue',
  'listReadiness',
  'exportReadiness',
];

function doorTo(granted: (permission: string) => boolean) {
  const calls: string[] = [];
  const lists: unknown[] = [];
  // Answers to everything, so that a method without a rule would get through.
  const behind = new Proxy({} as ScopedIacService, {
    get:
      (_, method: string) =>
      async (...given: unknown[]) => {
        if (method === 'getRun') return RUN as Run;
        calls.push(method);
        lists.push((given.at(-1) as { environments?: string[] }).environments);
        return { items: [] };
      },
  });
  const service = new AuthorizedIacService({
    service: behind,
    authorizer: new EnvironmentAuthorizer({
      permissions: mockServices.permissions.mock({
        authorizeConditional: async requests =>
          requests.map(({ permission }) => ({
            result: granted(permission.name)
              ? AuthorizeResult.ALLOW
              : AuthorizeResult.DENY,
          })),
      }),
      registry: new EnvironmentRegistry({
        load: () => [environmentDefinition('staging')],
        logger: mockServices.logger.mock(),
      }),
      access: { services: [], unlistedServices: 'allow' },
      ruleset: { getRuleByName: () => ({} as never) },
    }),
  });
  return { service, calls, lists };
}

describe('AuthorizedIacService', () => {
  it('has a rule for every method that it has', () => {
    expect(
      Object.getOwnPropertyNames(AuthorizedIacService.prototype)
        .filter(name => name !== 'constructor')
        .sort(),
    ).toEqual(Object.keys(DOORS).sort());
  });

  const doors = Object.entries(DOORS).map(
    ([method, [call, needs]]) => [method, call, needs] as const,
  );

  it.each(doors)(
    'lets nobody %s without its permissions',
    async (method, call, needs) => {
      const all = ['iac.environment.read', ...needs];
      const open = doorTo(permission => all.includes(permission));
      await call(open.service);
      expect(open.calls).toEqual(method === 'getRun' ? [] : [method]);

      for (const missing of needs) {
        const closed = doorTo(permission => permission !== missing);
        await expect(call(closed.service)).rejects.toThrow(
          `You lack the permission '${missing}'`,
        );
        expect(closed.calls).toEqual([]);
      }
    },
  );

  const seesNothing = (permission: string) =>
    permission !== 'iac.environment.read';

  it.each(doors.filter(([method]) => LISTS.includes(method)))(
    'shows nothing in %s to somebody who sees no environment',
    async (_, call) => {
      const blind = doorTo(seesNothing);
      await call(blind.service);
      expect(blind.lists).toEqual([[]]);
    },
  );

  it.each(doors.filter(([method]) => !LISTS.includes(method)))(
    'does not tell by %s that something exists',
    async (_, call) => {
      const blind = doorTo(seesNothing);
      await expect(call(blind.service)).rejects.toThrow(
        /^No (run|environment)/,
      );
      expect(blind.calls).toEqual([]);
    },
  );
});
