import { expect, test } from '@playwright/test';
import { mergeChange } from './support/outside';
import { changeOutside, Portal } from './support/Portal';

test('drift is found, explained and undone', async ({ page }) => {
  test.setTimeout(300_000);
  const portal = new Portal(page);
  const region = page.getByRole('main');

  await test.step('apply the code for the first time', async () => {
    await portal.open('/iac/environments/staging');
    await portal.start('Plan and apply');
    await portal.runIs('Waiting for approval');
    await expect(page.getByText('+ 12 create')).toBeVisible();
    await portal.approve('staging');
    await portal.runIs('Applied');
  });

  await test.step('somebody changes a database in the console', async () => {
    await portal.openEnvironment('staging');
    changeOutside('staging');
    await portal.start('Check drift');
    await portal.runIs('Finished');
    await portal.openEnvironment('staging');
    await portal.verdictIs('staging', 'BLOCKED by 1');
    await expect(
      region
        .getByText('module.compute.sandbox_database.this["orders"]')
        .first(),
    ).toBeVisible();
  });

  await test.step('the first page says so', async () => {
    await page.goto('/iac');
    await expect(page.getByText('1 resource drifted').first()).toBeVisible();
    await expect(
      page.getByRole('link', { name: 'Review drift' }),
    ).toBeVisible();
  });

  await test.step('a commit that waits for its apply is told apart', async () => {
    await portal.openEnvironment('staging');
    mergeChange('staging');
    await portal.start('Check drift');
    await portal.runIs('Finished');
    await portal.openEnvironment('staging');
    const reasons = portal.reasons.getByRole('listitem');
    await expect(reasons.nth(0)).toContainText(
      'Drift1 resource was changed outside Terraform',
    );
    await expect(reasons.nth(1)).toContainText(
      'Undeployed changesThe code wants 1 change that was not applied',
    );
  });

  await test.step('plan, read, confirm, apply', async () => {
    await portal.start('Plan and apply');
    await portal.runIs('Waiting for approval');
    const outside = page.getByRole('region', {
      name: 'Changed outside Terraform',
    });
    await expect(outside.getByText('medium')).toBeVisible();
    const changes = page.getByRole('region', { name: 'Changes to apply' });
    await expect(
      changes.getByRole('button', { name: '~ 1 change' }),
    ).toBeVisible();
    await portal.approve('staging');
    await portal.runIs('Applied');
  });

  await test.step('the next check finds nothing', async () => {
    await portal.openEnvironment('staging');
    await portal.verdictIs('staging', 'READY');
    await expect(region.getByText('No drift').first()).toBeVisible();
    await expect(page.getByRole('region', { name: 'Episodes' })).toContainText(
      'Put back by an apply after',
    );
  });
});
