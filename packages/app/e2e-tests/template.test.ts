import { expect, test } from '@playwright/test';
import { Portal } from './support/Portal';

test('a template creates an environment, plans it and applies it', async ({
  page,
}) => {
  test.setTimeout(300_000);
  await new Portal(page).open('/create/templates/default/new-environment');
  await page.getByLabel('Name').fill('preview');
  await page.getByRole('button', { name: 'Next' }).click();
  await page.getByRole('button', { name: 'Next' }).click();
  await page.getByRole('button', { name: 'Review' }).click();
  await page.getByRole('button', { name: 'Create' }).click();
  await page.waitForURL('**/create/tasks/*');
  const outcome = page.getByRole('link', { name: 'The apply' });
  await expect(outcome).toBeVisible({ timeout: 180_000 });

  // The portal opens a template's links in a window of their own.
  const [opened] = await Promise.all([
    page.waitForEvent('popup'),
    outcome.click(),
  ]);
  const run = new Portal(opened);
  await run.runIs('Applied');
  await run.openEnvironment('preview');
  // The template of the demo writes files, and leaves the commit to a person.
  await run.verdictIs('preview', 'AT RISK');
  await expect(run.reasons.getByRole('listitem')).toHaveCount(1);
  await expect(run.reasons).toContainText('not committed');
});
