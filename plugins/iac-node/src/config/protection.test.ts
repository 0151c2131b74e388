import { ConfigReader } from '@backstage/config';
import { createMockDirectory } from '@backstage/backend-test-utils';
import { readIacConfig } from './readIacConfig';

const ROOT_MODULE = { 'main.tf': '' };

describe('the protection of environments', () => {
  const repository = createMockDirectory({
    content: { infra: { staging: ROOT_MODULE, production: ROOT_MODULE } },
  });

  const read = (iac: object) =>
    readIacConfig(
      new ConfigReader({
        iac: {
          sources: { platform: { target: './', environments: 'infra/*' } },
          ...iac,
        },
      }),
      { baseDir: repository.path },
    );

  const weekend = {
    title: 'Weekend',
    cron: '0 18 * * 5',
    duration: '62h',
    timezone: 'Europe/Berlin',
  };

  it('joins what the defaults say with what the environment says', () => {
    const config = read({
      worker: { lease: '2m' },
      groups: { cloud: { concurrency: 3 } },
      access: {
        services: [{ subject: 'external:ci', environments: ['stag*'] }],
        unlistedServices: 'deny',
      },
      defaults: {
        group: 'cloud',
        approvals: {
          approvers: ['Group:default/Leads', 'external:ci'],
          expiresAfter: '8h',
        },
        require: { reason: true },
        freeze: [weekend],
        guardedResources: ['aws_db_*'],
        breakGlass: {},
        limits: { plan: '10m', silence: '5m' },
      },
      environments: {
        production: {
          approvals: { required: 2, requesterMayApprove: false },
          require: { ticket: 'CHG-[0-9]+' },
          freeze: [
            {
              title: 'Year end',
              from: '2026-12-24T00:00',
              to: '2027-01-02T00:00',
            },
          ],
          limits: { apply: '2h', forceCancelAfter: '5m' },
        },
        staging: {
          apply: 'auto',
          breakGlass: false,
          require: { ticket: true },
        },
      },
    });

    expect(config).toMatchObject({
      leaseSeconds: 120,
      groups: { cloud: { concurrency: 3 } },
      access: {
        services: [{ subject: 'external:ci', environments: ['stag*'] }],
        unlistedServices: 'deny',
      },
    });
    const [production, staging] = config.environments;
    expect(production.protection).toEqual({
      approvals: {
        required: 2,
        approvers: ['group:default/leads', 'external:ci'],
        requesterMayApprove: false,
        authorMayApprove: true,
        expiresAfterSeconds: 8 * 3600,
        onNewCommit: 'void',
      },
      apply: 'manual',
      reasonRequired: true,
      ticket: { required: true, pattern: 'CHG-[0-9]+' },
      freezeWindows: [
        {
          title: 'Year end',
          timezone: 'UTC',
          from: '2026-12-24T00:00',
          to: '2027-01-02T00:00',
        },
      ],
      guardedResources: ['aws_db_*'],
      breakGlass: { confirmWithinSeconds: 3600, reviewWithinSeconds: 259_200 },
    });
    expect(production).toMatchObject({
      group: 'cloud',
      forceCancelAfterSeconds: 300,
      engine: {
        limits: {
          commandTimeoutMs: 600_000,
          applyTimeoutMs: 7_200_000,
          silenceMs: 300_000,
        },
      },
    });
    expect(staging.protection).toMatchObject({
      approvals: { required: 1 },
      apply: 'auto',
      ticket: { required: true },
      freezeWindows: [{ title: 'Weekend', durationSeconds: 62 * 3600 }],
    });
    expect(staging.protection.breakGlass).toBeUndefined();
  });

  it.each<[string, object, string]>([
    [
      'an approver that is no full ref',
      { approvals: { approvers: ['platform-leads'] } },
      "'iac.defaults.approvals.approvers.0': must be a full entity ref such as 'group:default/platform-leads' or 'user:default/ada', or the subject of a service such as 'external:ci', got 'platform-leads'",
    ],
    [
      'too many approvals',
      { approvals: { required: 11 } },
      "'iac.defaults.approvals.required': Too big",
    ],
    [
      'an approval that never expires',
      { approvals: { expiresAfter: 'P2Y' } },
      "'iac.defaults.approvals.expiresAfter': must be from 1 minute to a year",
    ],
    [
      'a pattern that is none',
      { require: { ticket: 'CHG-[' } },
      "'CHG-[' is not a regular expression",
    ],
    [
      'a pattern that may take for ever',
      { require: { ticket: '([A-Z]+)+-1' } },
      'repeats a group that repeats something itself',
    ],
    [
      'a cron expression that is none',
      { freeze: [{ ...weekend, cron: '0 25 * * 5' }] },
      "'iac.defaults.freeze.0.cron': '0 25 * * 5' never happens or is not a cron expression",
    ],
    [
      'a day that never comes',
      { freeze: [{ ...weekend, cron: '0 0 30 2 *' }] },
      "'0 0 30 2 *' never happens",
    ],
    [
      'a time zone that is none',
      { freeze: [{ ...weekend, timezone: 'Europe/Atlantis' }] },
      "'iac.defaults.freeze.0.timezone': 'Europe/Atlantis' is not a time zone",
    ],
    [
      'a window that ends before it begins',
      {
        freeze: [
          { title: 'x', from: '2026-12-24T00:00', to: '2026-12-24T00:00' },
        ],
      },
      "'iac.defaults.freeze.0.to': is '2026-12-24T00:00', which is not after 'from', '2026-12-24T00:00'",
    ],
    [
      'a day that is none',
      {
        freeze: [
          { title: 'x', from: '2026-02-30T00:00', to: '2026-12-24T00:00' },
        ],
      },
      "'iac.defaults.freeze.0.from': must be a local time",
    ],
    [
      'a window of both kinds',
      { freeze: [{ ...weekend, from: '2026-12-24T00:00' }] },
      "needs either 'cron' and 'duration', or 'from' and 'to'",
    ],
    [
      'a window that lasts too long',
      { freeze: [{ ...weekend, duration: 'P40D' }] },
      'must be from 1 minute to 31 days',
    ],
    [
      'a guard that is no type',
      { guardedResources: ['aws_db.main'] },
      "must be a type of resource such as 'aws_db_instance'",
    ],
    [
      'an unknown group',
      { group: 'nowhere' },
      "'iac.defaults.group' is 'nowhere', which is not under 'iac.groups'; known are none",
    ],
    [
      'a limit that no timer holds',
      { limits: { apply: 'P60D' } },
      "'iac.defaults.limits.apply': must be from 1 second to 24 days",
    ],
    [
      'break-glass for anybody',
      { breakGlass: true },
      "'iac.defaults.breakGlass': Invalid input",
    ],
  ])('refuses %s', (_, defaults, message) => {
    expect(() => read({ defaults })).toThrow(message);
  });

  it.each([
    [{ worker: { lease: '5s' } }, 'must be from 15 seconds to 10 minutes'],
    [{ groups: { a: { concurrency: 0 } } }, "'iac.groups.a.concurrency'"],
    [
      { access: { services: [{ subject: 'external:ci', environments: [] }] } },
      "'iac.access.services.0.environments'",
    ],
  ])('refuses %p', (iac, message) => {
    expect(() => read(iac)).toThrow(message);
  });
});
