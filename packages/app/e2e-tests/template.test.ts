import { expect, test } from '@playwright/test';
import { Portal } from './support/Portal';

test('a template creates an environment, plans it and applies it', async ({
  page,
}) => {
  test.setTimeout(300_000);
  const portal = new Portal(page);
  await portal.open('/create/templates/default/new-environment');
  await page.getByLabel('Name').fill('preview');
  await page.getByRole('button', { name: 'Next' }).click();
  await page.getByRole('button', { name: 'Next' }).click();
  await page.getByRole('button', { name: 'Review' }).click();
  await page.getByRole('button', { name: 'Create' }).click();
  await page.waitForURL('**/create/tasks/*');
  const outcome = page.getByRole('link', { name: 'The apply' });
  await expect(outcome).toBeVisible({ timeout: 180_000 });

  await outcome.click();
  await portal.runIs('Applied');
  await portal.openEnvironment('preview');
  await expect(
    page.getByRole('main').getByText('Ready', { exact: true }),
  ).toBeVisible();
});
