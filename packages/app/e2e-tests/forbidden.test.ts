import { expect, test, type Page } from '@playwright/test';
import { PlantedEnvironment } from './support/planted';
import { openFor, Portal } from './support/Portal';

const READ = 'iac.environment.read';
/** Of the reference stack, and what is in it. */
const NAMES = /production|staging|sandbox_|module\./i;

/** Says what is missing and whom to ask, and nothing of what is hidden. */
async function expectNothingTold(page: Page, asked: string): Promise<void> {
  const main = page.getByRole('main');
  await expect(main).toContainText(READ);
  await expect(main).toContainText('the owner of this portal');
  const text = await main.innerText();
  expect(text.replaceAll(asked, '')).not.toMatch(NAMES);
}

/** What went wrong in the page itself, unseen by most. */
function errorsOf(page: Page): string[] {
  const errors: string[] = [];
  page.on('pageerror', error => errors.push(error.message));
  return errors;
}

test('who may see nothing is told so, and what to ask for', async ({
  browser,
  page,
}) => {
  const errors = errorsOf(page);
  await new Portal(page).openAs('Alan', '/iac');

  await test.step('readiness, in each of its views', async () => {
    for (const view of ['', '?view=table', '?view=matrix']) {
      await page.goto(`/iac${view}`);
      await expectNothingTold(page, '');
    }
    await expect(page.getByRole('link', { name: /template/ })).toBeHidden();
  });

  await test.step('an environment looks like one that is not there', async () => {
    for (const name of ['production', 'atlantis']) {
      await page.goto(`/iac/environments/${name}`);
      await expect(page.getByRole('alert')).toContainText(
        `No environment found with name '${name}'`,
      );
      await expectNothingTold(page, name);
    }
  });

  await test.step('a run looks like one that is not there', async () => {
    const guest = await browser.newContext();
    const other = new Portal(await guest.newPage());
    await other.open('/iac/environments/production');
    await other.openNewestRun();
    const { pathname } = new URL(other.page.url());
    const runId = pathname.split('/').at(-1) ?? '';
    await guest.close();
    for (const id of [runId, 'atlantis-1']) {
      await page.goto(`/iac/runs/${id}`);
      await expect(page.getByRole('alert')).toContainText(
        `No run found with id '${id}'`,
      );
      await expectNothingTold(page, id);
    }
  });

  await test.step('the tab of a service', async () => {
    await page.goto('/catalog/default/component/storefront/infrastructure');
    await expect(page.getByRole('main')).toContainText(READ);
  });

  expect(errors).toEqual([]);
});

test('who may only look and plan is told why the rest is off', async ({
  browser,
  page,
}) => {
  const errors = errorsOf(page);
  const environment = PlantedEnvironment.place(
    'resource "terraform_data" "one" {}',
    'readable',
  );
  const at = `/iac/environments/${environment.name}`;
  const ada = new Portal(page);
  try {
    await ada.openAs('Ada', at);

    await test.step('an apply cannot be started', async () => {
      await page
        .getByRole('button', { name: 'Plan and apply', exact: true })
        .click();
      const dialog = page.getByRole('dialog');
      await expect(dialog.getByRole('alert')).toContainText(
        'You may not start this run. Ask platform-leads for it.',
      );
      await expect(
        dialog.getByRole('button', { name: 'Start', exact: true }),
      ).toBeDisabled();
      await dialog.getByRole('button', { name: 'Cancel' }).click();
    });

    await test.step("another's run can be read, and not decided", async () => {
      const grace = await openFor(browser, 'Grace', at);
      await grace.start('Plan and apply');
      await grace.runIs('Waiting for approval');
      await page.goto(new URL(grace.page.url()).pathname);
      await expect(ada.approval).toContainText(
        'You lack the permission to do this here. Ask the owner of the environment for it.',
      );
      const approve = ada.approval.getByRole('button', { name: /^Approve/ });
      await expect(approve).toBeDisabled();
      await expect(
        page.getByRole('region', { name: 'Plan', exact: true }),
      ).toContainText('terraform_data.one');
      await grace.page.context().close();
      await page.goto(at);
      await expect(page.getByRole('main')).toContainText(
        'You may not read the outputs of this environment.',
      );
    });
  } finally {
    environment.remove();
  }
  expect(errors).toEqual([]);
});
