import type {
  ApprovalObstacle,
  QueueWait,
  Run,
} from '@backstage-iac/plugin-iac-common';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  MemoryIacApi,
  type MemoryIacApiOptions,
} from '../../__testUtils__/MemoryIacApi';
import {
  ADA,
  adasRun,
  aProtectedReadiness,
  aReview,
  GRACE,
  LINUS,
  MEMBERS,
} from '../../__testUtils__/people';
import { renderPortal } from '../../__testUtils__/renderPortal';

interface Scene extends MemoryIacApiOptions {
  run?: Run;
  protection?: Parameters<typeof aProtectedReadiness>[0];
  denied?: string[];
}

async function open(scene: Scene = {}) {
  const { run = adasRun(), protection, denied, ...options } = scene;
  const api = new MemoryIacApi({
    environments: [aProtectedReadiness(protection)],
    runs: [run],
    members: MEMBERS,
    person: GRACE,
    ...options,
  });
  renderPortal({ api, path: `/runs/${run.id}`, denied });
  const panel = await screen.findByRole('region', { name: 'Approval' });
  await within(panel).findByRole('status');
  return { api, run, panel };
}

const RUN_ID = adasRun().id;

describe('ApprovalPanel', () => {
  it.each([
    [[], 'Two more approvals'],
    [[aReview()], 'One more approval'],
    [[aReview(), aReview({ person: LINUS })], 'All approvals given'],
    [[aReview({ standing: 'expired' })], 'Two more approvals'],
  ])('says what is missing (%#)', async (reviews, title) => {
    const { panel } = await open({ reviews: { [RUN_ID]: reviews } });
    expect(await within(panel).findByRole('status')).toHaveTextContent(title);
  });

  it.each<[QueueWait | undefined, RegExp]>([
    [{ kind: 'worker' }, /^Approved; applies when a worker is free$/],
    [undefined, /^Approved, applies when a worker is free$/],
    [
      { kind: 'freeze', title: 'Weekend', until: '2026-11-30T06:00:00Z' },
      /^Approved; applies when the freeze “Weekend” ends, .*\d\d:\d\d$/,
    ],
    [
      { kind: 'run', runId: 'x', number: 480, person: LINUS },
      /^Approved; applies after run #480 of linus$/,
    ],
    [
      { kind: 'group', group: 'eu', limit: 2 },
      /^Approved; applies when fewer than 2 environments of eu are busy$/,
    ],
    [
      { kind: 'outcome', runId: 'x', number: 480 },
      /^Approved; applies once a person has closed run #480/,
    ],
  ])('says what an approved plan waits for (%#)', async (waitsFor, title) => {
    const { panel } = await open({
      run: adasRun({ state: 'approved', waitsFor }),
    });
    expect(within(panel).getByRole('status')).toHaveTextContent(title);
  });

  it('says who may approve, and whose word is wanted', async () => {
    const { panel } = await open({ reviews: { [RUN_ID]: [aReview()] } });
    expect(panel).toHaveTextContent(
      'By platform-leads. Not by ada, who asked for it. 2 people must agree; 1 did.',
    );
    const reviews = within(panel).getByRole('list', { name: 'Reviews' });
    const [given, wanted] = within(reviews).getAllByRole('listitem');
    expect(given).toHaveTextContent(/grace approved.*4 min ago.*good until/);
    expect(wanted).toHaveTextContent(/platform-leads.*wanted/);
  });

  it.each([
    ['expired', 'good for a limited time'],
    ['withdrawn', 'Taken back'],
    ['void', 'no longer waits'],
    ['ineligible', 'may not approve here'],
  ] as const)('says that a review is %s, and why', async (standing, why) => {
    const { panel } = await open({
      reviews: {
        [RUN_ID]: [aReview({ standing, comment: 'Looks right to me' })],
      },
    });
    const [review] = within(panel).getAllByRole('listitem');
    expect(review).toHaveTextContent('Looks right to me');
    expect(review).toHaveTextContent(why);
    expect(review).not.toHaveTextContent('good until');
  });

  it.each<[ApprovalObstacle, RegExp]>([
    ['no-permission', /You lack the permission/],
    ['not-an-approver', /Only platform-leads may decide/],
    ['is-requester', /You asked for this run/],
    ['is-author', /You wrote the commit/],
    ['author-unproven', /Who wrote the commit is not certain/],
    ['has-approved', /You have approved this plan/],
    ['not-waiting', /does not wait/],
    ['no-plan', /no plan to decide on/],
  ])('refuses with %s in words', async (obstacle, words) => {
    const { panel } = await open({
      statuses: { [RUN_ID]: { you: { approve: obstacle } } },
    });
    expect(within(panel).getByText(words)).toBeVisible();
    expect(
      within(panel).getByRole('button', { name: 'Approve this plan' }),
    ).toBeDisabled();
  });

  it('lets nobody approve what they asked for', async () => {
    const { panel } = await open({ run: adasRun({ createdBy: GRACE }) });
    expect(within(panel).getByText(/^You asked for this run/)).toBeVisible();
    expect(
      within(panel).getByRole('button', { name: 'Approve this plan' }),
    ).toBeDisabled();
  });

  it('names the approvers to who is none', async () => {
    const { panel } = await open({ person: ADA });
    expect(
      within(panel).getByText('Only platform-leads may decide here.'),
    ).toBeVisible();
  });

  it('counts an approval, and asks for one more', async () => {
    const { panel } = await open();
    await userEvent.click(
      within(panel).getByRole('button', { name: 'Approve this plan' }),
    );
    const dialog = await screen.findByRole('dialog');
    await userEvent.type(
      within(dialog).getByRole('textbox', { name: /Comment/ }),
      'Fine',
    );
    await userEvent.type(
      within(dialog).getByRole('textbox', { name: /Type production/ }),
      'production',
    );
    await userEvent.click(
      within(dialog).getByRole('button', { name: 'Approve this plan' }),
    );
    expect(await within(panel).findByText('One more approval')).toBeVisible();
    expect(within(panel).getByText('Fine')).toBeVisible();
    expect(
      within(panel).getByText('You have approved this plan.'),
    ).toBeVisible();
  });

  it('says that the last approval applies, and that it is done', async () => {
    const { panel } = await open({
      reviews: { [RUN_ID]: [aReview({ person: LINUS })] },
    });
    await userEvent.click(
      within(panel).getByRole('button', { name: 'Approve and apply' }),
    );
    const dialog = await screen.findByRole('dialog', {
      name: 'Apply run #481 to production',
    });
    const confirm = within(dialog).getByRole('button', {
      name: 'Approve and apply',
    });
    expect(confirm).toBeDisabled();
    await userEvent.type(
      within(dialog).getByRole('textbox', { name: /Type production/ }),
      'production',
    );
    await userEvent.click(confirm);
    expect(
      await within(panel).findByText('Approved; applies when a worker is free'),
    ).toBeVisible();
  });

  it('makes guarded changes unmistakable', async () => {
    const { panel, api } = await open({
      guardedChanges: {
        [RUN_ID]: [
          {
            address: 'module.compute.sandbox_database.main',
            type: 'sandbox_database',
            action: 'delete-then-create',
          },
        ],
      },
    });
    expect(
      within(panel).getByText('1 guarded resource is destroyed or replaced'),
    ).toBeVisible();
    expect(within(panel).getByText('3 more approvals')).toBeVisible();
    const approve = jest.spyOn(api, 'approveRun');
    await userEvent.click(
      within(panel).getByRole('button', { name: 'Approve this plan' }),
    );
    const dialog = await screen.findByRole('dialog');
    expect(dialog).toHaveTextContent('module.compute.sandbox_database.main');
    await userEvent.type(
      within(dialog).getByRole('textbox', { name: /Type production/ }),
      'production',
    );
    await userEvent.click(
      within(dialog).getByRole('button', { name: 'Approve this plan' }),
    );
    expect(approve.mock.calls[0][1]).toMatchObject({ confirm: 'production' });
  });

  it('rejects for a reason only, and ends the run', async () => {
    const { panel } = await open();
    await userEvent.click(
      within(panel).getByRole('button', { name: 'Reject with a reason' }),
    );
    const dialog = await screen.findByRole('dialog');
    const reject = within(dialog).getByRole('button', { name: 'Reject' });
    expect(reject).toBeDisabled();
    await userEvent.type(
      within(dialog).getByRole('textbox', { name: /Reason/ }),
      'Resize it in staging first',
    );
    await userEvent.click(reject);
    expect(await within(panel).findByText('Rejected')).toBeVisible();
    expect(within(panel).getByText('Resize it in staging first')).toBeVisible();
  });

  it('takes an approval back', async () => {
    const { panel } = await open({ reviews: { [RUN_ID]: [aReview()] } });
    await userEvent.click(
      within(panel).getByRole('button', { name: 'Withdraw your approval' }),
    );
    await userEvent.click(
      await screen.findByRole('button', { name: 'Withdraw' }),
    );
    expect(await within(panel).findByText('Two more approvals')).toBeVisible();
    expect(within(panel).getByText('withdrawn')).toBeVisible();
  });

  it('says that a freeze holds the apply back', async () => {
    const { panel } = await open({
      protection: {
        freeze: { title: 'Weekend', until: '2026-11-30T06:00:00Z' },
      },
    });
    expect(within(panel).getByText(/^Frozen: Weekend\./)).toBeVisible();
  });

  it('shows what is approved, and says what voids an approval', async () => {
    const { panel } = await open();
    const what = within(panel).getByRole('region', {
      name: 'What is approved',
    });
    expect(what).toHaveTextContent(
      /c0ffee00…ee00.*a1b2c3d main.*serial 212.*24 h/,
    );
    expect(what).toHaveTextContent(
      /What would void it.*the state is written.*main moves.*version of a secret/,
    );
    expect(
      within(panel).getByRole('button', { name: 'Copy the digest' }),
    ).toBeEnabled();
  });

  it('says what failed, and tries again when asked', async () => {
    const run = adasRun();
    const api = new MemoryIacApi({ runs: [run] });
    jest
      .spyOn(api, 'getApproval')
      .mockRejectedValueOnce(new Error('The database is away'));
    renderPortal({ api, path: `/runs/${run.id}` });
    expect(await screen.findByText('The database is away')).toBeVisible();
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByText('One more approval')).toBeVisible();
  });
});
