import { expect, test } from '@playwright/test';
import { Keyboard } from './support/Keyboard';
import { PlantedEnvironment } from './support/planted';
import { Portal } from './support/Portal';

const CODE = `
resource "terraform_data" "one" { input = "first" }
resource "terraform_data" "two" { input = "second" }
`;

test('all of a run can be done without a mouse', async ({ page }) => {
  const environment = PlantedEnvironment.place(CODE, 'keyboard');
  const keyboard = new Keyboard(page);
  const portal = new Portal(page);
  const button = (name: string) =>
    page.getByRole('button', { name, exact: true });
  const dialog = page.getByRole('dialog');
  try {
    await test.step('sign in, and find the environment', async () => {
      await page.goto('/iac');
      await keyboard.tabTo(button('Enter'));
      await keyboard.press('Enter');
      await keyboard.tabTo(
        page.getByRole('link', { name: environment.name, exact: true }).first(),
      );
      await keyboard.press('Enter');
      await page.waitForURL(`**/iac/environments/${environment.name}`);
    });

    await test.step('a dialog that is left gives the focus back', async () => {
      await keyboard.tabTo(button('Plan and apply'));
      await keyboard.press('Enter');
      await expect(dialog).toBeVisible();
      await keyboard.press('Escape');
      await expect(dialog).toBeHidden();
      await expect(button('Plan and apply')).toBeFocused();
    });

    await test.step('start a run', async () => {
      await keyboard.press('Enter');
      await keyboard.tabTo(dialog.getByRole('button', { name: 'Start' }));
      await keyboard.press('Enter');
      await page.waitForURL('**/iac/runs/*');
      await portal.runIs('Waiting for approval');
    });

    const plan = page.getByRole('region', { name: 'Plan', exact: true });
    await test.step('look at the plan from several sides', async () => {
      await keyboard.tabTo(plan.getByRole('tab', { name: 'Plan' }));
      await keyboard.press('ArrowRight');
      await expect(plan.getByRole('tab', { name: 'Text' })).toBeFocused();
      await keyboard.press('Enter');
      await expect(plan).toContainText('Terraform will perform');
      await keyboard.press('ArrowLeft');
      await keyboard.press('Enter');
      await expect(plan.getByRole('tab', { name: 'Plan' })).toBeFocused();
    });

    await test.step('filter it, and open a resource', async () => {
      await keyboard.tabTo(plan.getByRole('button', { name: '+ 2 create' }));
      await keyboard.tabTo(
        plan.getByRole('searchbox', { name: 'Filter resources' }),
      );
      await keyboard.type('two');
      const one = plan.getByRole('button', { name: /terraform_data\.one/ });
      const two = plan.getByRole('button', { name: /terraform_data\.two/ });
      await expect(one).toBeHidden();
      await keyboard.tabTo(plan.getByRole('button', { name: /root module/ }));
      await keyboard.press('ArrowDown');
      await expect(two).toBeFocused();
      await keyboard.press('Enter');
      await expect(two).toHaveAttribute('aria-expanded', 'true');
      await expect(plan).toContainText('second');
    });

    await test.step('search the log', async () => {
      await keyboard.tabTo(
        page.getByRole('searchbox', { name: 'Search the lines' }),
      );
      await keyboard.type('terraform_data.one');
      await expect(page.getByText('1 line', { exact: true })).toBeVisible();
      await keyboard.press('Enter');
      await expect(portal.log.locator('[aria-current="true"]')).toBeVisible();
      await keyboard.tabTo(portal.log);
    });

    await test.step('approve, after a second thought', async () => {
      const approve = portal.approval.getByRole('button', {
        name: 'Approve and apply',
      });
      await keyboard.tabTo(approve);
      await keyboard.press('Enter');
      await expect(dialog).toBeVisible();
      await keyboard.press('Escape');
      await expect(approve).toBeFocused();
      await keyboard.press('Enter');
      await keyboard.tabTo(
        dialog.getByRole('button', { name: 'Approve and apply' }),
      );
      await keyboard.press('Enter');
      await portal.runIs('Applied');
    });
  } finally {
    environment.remove();
  }
});
