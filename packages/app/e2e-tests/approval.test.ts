import { expect, test } from '@playwright/test';
import { openFor, Portal } from './support/Portal';
import { writeStateBehindThePlan } from './support/outside';

test('several people decide about production, and about one plan only', async ({
  browser,
  page,
}) => {
  test.setTimeout(300_000);
  const margaret = new Portal(page);
  await margaret.openAs('Margaret', '/iac/environments/production');

  await test.step('whoever asks may not approve', async () => {
    await expect(
      page.getByText(/^Two approvals by platform-leads, not by who asked/),
    ).toBeVisible();
    await margaret.start('Plan and apply');
    await margaret.runIs('Waiting for approval');
    await expect(margaret.approval).toContainText('Two more approvals');
    await expect(margaret.approval).toContainText('You asked for this run');
    await expect(
      margaret.approval.getByRole('button', { name: 'Approve this plan' }),
    ).toBeDisabled();
  });

  const run = new URL(page.url()).pathname;
  const ada = await openFor(browser, 'Ada', run);
  const grace = await openFor(browser, 'Grace', run);
  const linus = await openFor(browser, 'Linus', run);

  await test.step('who is no approver may read it only', async () => {
    await expect(
      ada.approval.getByRole('button', { name: 'Approve this plan' }),
    ).toBeDisabled();
  });

  await test.step('the first of two approves', async () => {
    await grace.approve('production');
    await expect(margaret.approval).toContainText('One more approval');
    await expect(margaret.approval).toContainText('grace approved');
  });

  await test.step('the state moves, and the approvals are void', async () => {
    writeStateBehindThePlan('production');
    await linus.approve('production');
    await expect(
      page.getByText(/This plan could no longer be applied/),
    ).toBeVisible();
  });

  await test.step('the plan that was made again needs both anew', async () => {
    for (const portal of [margaret, grace, linus]) {
      await portal.page.getByRole('link', { name: /^Open run #/ }).click();
      await portal.runIs('Waiting for approval');
    }
    await expect(page.getByText(/Plans again/)).toBeVisible();
    await expect(margaret.approval).toContainText('Two more approvals');
    await grace.approve('production');
    await linus.approve('production');
    await margaret.runIs('Applied');
  });

  await test.step('the page remembers who said what', async () => {
    const discussion = page.getByRole('region', { name: 'Discussion' });
    await expect(discussion).toContainText('grace approved the plan');
    await expect(discussion).toContainText('linus approved the plan');
  });
});
