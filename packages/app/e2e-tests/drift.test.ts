import { expect, test } from '@playwright/test';
import { changeOutside, Portal } from './support/Portal';

test('drift is found, explained and undone', async ({ page }) => {
  test.setTimeout(300_000);
  const portal = new Portal(page);
  const region = page.getByRole('main');

  await test.step('apply the code for the first time', async () => {
    await portal.open('/iac/environments/staging');
    await portal.start('Plan and apply');
    await portal.runIs('Waiting for approval');
    await expect(page.getByText('12 create')).toBeVisible();
    await portal.approve('staging');
    await portal.runIs('Applied');
  });

  await test.step('somebody changes a database in the console', async () => {
    await portal.openEnvironment('staging');
    changeOutside('staging');
    await portal.start('Check drift');
    await portal.runIs('Finished');
    await portal.openEnvironment('staging');
    await expect(region.getByText('BLOCKED').first()).toBeVisible();
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

  await test.step('plan, read, confirm, apply', async () => {
    await portal.openEnvironment('staging');
    await portal.start('Plan and apply');
    await portal.runIs('Waiting for approval');
    const outside = page.getByRole('region', {
      name: 'Changed outside Terraform',
    });
    await expect(outside.getByText('medium')).toBeVisible();
    const changes = page.getByRole('region', { name: 'Changes to apply' });
    await expect(
      changes.getByRole('button', { name: '1 change' }),
    ).toBeVisible();
    await portal.approve('staging');
    await portal.runIs('Applied');
  });

  await test.step('the next check finds nothing', async () => {
    await portal.openEnvironment('staging');
    await expect(region.getByText('No drift').first()).toBeVisible();
    await expect(
      region.getByText('READY', { exact: true }).first(),
    ).toBeVisible();
  });
});
