import {
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import notificationsBackend from '@backstage/plugin-notifications-backend';
import type { DriftEpisode } from '@backstage-iac/plugin-iac-common';
import {
  iacDriftEventsExtensionPoint,
  type IacDriftEvent,
  type IacDriftListener,
} from '@backstage-iac/plugin-iac-node';
import type { Server } from 'node:http';
import request from 'supertest';
import { iacModuleNotifications } from './module';

jest.setTimeout(60_000);

const EPISODE: DriftEpisode = {
  id: 'e',
  environment: 'staging',
  firstSeenAt: '2026-11-24T02:00:00.000Z',
  firstSeenBy: { runId: 'r', number: 7 },
  lastSeenAt: '2026-11-24T02:00:00.000Z',
  lastCheck: {
    runId: 'r',
    number: 7,
    answer: 'drifted',
    at: '2026-11-24T02:00:00.000Z',
  },
  severity: 'high',
  resources: [
    {
      address: 'sandbox_service.web',
      severity: 'high',
      causes: ['deleted'],
      attributes: [],
    },
  ],
  resourceCount: 1,
  recurrence: { episodes: 2, lastEndedAt: '2026-11-20T02:00:00.000Z' },
};

const RESOLVED: DriftEpisode = {
  ...EPISODE,
  resolved: {
    how: 'reconciled',
    at: '2026-11-24T09:00:00.000Z',
    by: {
      runId: 'a',
      number: 9,
      operation: 'plan-and-apply',
      by: 'user:default/ada',
      at: '2026-11-24T09:00:00.000Z',
    },
    secondsToRemediate: 7 * 3600,
  },
};

function event(
  type: IacDriftEvent['type'],
  members: Partial<IacDriftEvent> = {},
): IacDriftEvent {
  return {
    id: type,
    type,
    environment: {
      name: 'staging',
      title: 'Staging',
      owner: 'group:default/team',
    },
    run: { runId: 'r', number: 7 },
    at: '2026-11-24T02:00:00.000Z',
    ...members,
  };
}

function entity(kind: string, name: string, relations: [string, string][]) {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind,
    metadata: { name, namespace: 'default' },
    spec: {},
    relations: relations.map(([type, targetRef]) => ({ type, targetRef })),
  };
}

/** The notifications of the portal, and the environments' plugin as far as the module sees it. */
async function startPortal(notifications: boolean) {
  let tell: IacDriftListener = async () => {};
  const backend = await startTestBackend({
    extensionPoints: [
      [
        iacDriftEventsExtensionPoint,
        {
          addListener: (listener: IacDriftListener) => {
            tell = listener;
          },
        },
      ],
    ],
    features: [
      iacModuleNotifications,
      ...(notifications ? [notificationsBackend] : []),
      mockServices.rootConfig.factory({
        data: { app: { baseUrl: 'http://localhost:3000' } },
      }),
      catalogServiceMock.factory({
        entities: [
          entity('Group', 'team', [['hasMember', 'user:default/ada']]),
          entity('User', 'ada', [['memberOf', 'group:default/team']]),
        ],
      }),
    ],
  });
  return {
    tell,
    async inbox(name: string) {
      const { body } = await request(backend.server as unknown as Server)
        .get('/api/notifications/notifications')
        .set(
          'Authorization',
          mockCredentials.user.header(`user:default/${name}`),
        )
        .expect(200);
      return body.notifications as Array<{ payload: { title: string } }>;
    },
    stop: () => backend.stop(),
  };
}

describe('iacModuleNotifications', () => {
  let portal: Awaited<ReturnType<typeof startPortal>>;

  afterEach(async () => portal.stop());

  it('tells the members of the owner, and keeps one notification of each sort', async () => {
    portal = await startPortal(true);
    await portal.tell(event('drifted', { episode: EPISODE }));
    // The host died before it could write down that it was heard.
    await portal.tell(event('drifted', { episode: EPISODE }));
    expect(await portal.inbox('ada')).toMatchObject([
      {
        payload: {
          title: 'Staging has drifted',
          description:
            '1 resource was changed outside Terraform, severity high. It happened before: 2 earlier episodes.',
          severity: 'high',
          topic: 'iac-drift',
          link: '/iac/environments/staging',
        },
      },
    ]);
    expect(JSON.stringify(await portal.inbox('ada'))).not.toContain('web');
    expect(await portal.inbox('linus')).toEqual([]);

    await portal.tell(event('check-failing'));
    await portal.tell(event('resolved', { episode: RESOLVED }));
    await portal.tell(event('check-recovered'));
    const inbox = await portal.inbox('ada');
    expect(inbox.map(({ payload }) => payload.title).sort()).toEqual([
      'Staging no longer drifts',
      'The drift check of Staging works again',
    ]);
    expect(JSON.stringify(inbox)).toContain(
      'An apply put back what was changed outside Terraform. Run #9.',
    );
  });

  it('tells nobody of an environment without an owner', async () => {
    portal = await startPortal(true);
    await portal.tell(event('drifted', { environment: { name: 'staging' } }));
    expect(await portal.inbox('ada')).toEqual([]);
  });

  it('says when notifications are away', async () => {
    portal = await startPortal(false);
    await expect(portal.tell(event('check-failing'))).rejects.toThrow(
      'Failed to send notifications',
    );
  });
});
