import { expect, test } from '@playwright/test';

test('the first page shows what real plans and drift checks found', async ({
  page,
}) => {
  await page.goto('/iac');
  await page.getByRole('button', { name: 'Enter', exact: true }).click();
  await expect(
    page.getByRole('heading', { name: 'Environments' }),
  ).toBeVisible();
  for (const name of ['production', 'staging']) {
    await expect(page.getByRole('heading', { name })).toBeVisible();
  }
  await expect(page.getByText('No drift')).toHaveCount(2);
  await expect(page.getByText('16 changes')).not.toHaveCount(0);
});
