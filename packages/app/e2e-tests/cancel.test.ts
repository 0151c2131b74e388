import { expect, test } from '@playwright/test';
import { slowDown } from './support/outside';
import { changeOutside, Portal } from './support/Portal';

// After approval.test.ts: production is there, and its plans need two people.
test('an apply is stopped in order, and says how far it came', async ({
  browser,
  page,
}) => {
  test.setTimeout(300_000);
  const margaret = new Portal(page);
  await margaret.openAs('Margaret', '/iac/environments/production');
  changeOutside('production');
  const speedUp = slowDown('production', 20_000);
  try {
    await margaret.start('Plan and apply');
    await margaret.runIs('Waiting for approval');
    for (const person of ['Grace', 'Linus'] as const) {
      const context = await browser.newContext();
      const approver = new Portal(await context.newPage());
      await approver.openAs(person, new URL(page.url()).pathname);
      await approver.approve('production');
      await context.close();
    }

    await margaret.runIs('Applying');
    await page.getByRole('button', { name: 'Cancel run' }).click();
    const dialog = page.getByRole('dialog');
    await expect(dialog).toContainText('stays changed');
    await dialog.getByRole('button', { name: 'Cancel run' }).click();
    await margaret.runIs('Canceled');
  } finally {
    speedUp();
  }
  await expect(
    page.getByRole('region', { name: 'How far the apply came' }),
  ).toBeVisible();
});
