import { expect, test, type Locator } from '@playwright/test';
import { PlantedEnvironment } from './support/planted';
import { Portal } from './support/Portal';

const RESOURCES = 20_000;
/** About as many as the 64 MiB of events hold that the engine reads for certain. */
const LINES = 150_000;
/** Rows that a page may hold of a list, however long: some screens of them. */
const MOST_ROWS = 200;

// With Terraform, and two cores that others use as well.
const PATIENT = { timeout: 240_000 };

async function expectFewRows(rows: Locator): Promise<void> {
  expect(await rows.count()).toBeGreaterThan(5);
  expect(await rows.count()).toBeLessThan(MOST_ROWS);
}

test(`a plan of ${RESOURCES} resources can be read`, async ({ page }) => {
  test.setTimeout(420_000);
  const environment = PlantedEnvironment.place(
    `resource "terraform_data" "many" {
      count = ${RESOURCES}
      input = "item \${count.index}"
    }
    `,
    'many',
  );
  const portal = new Portal(page);
  const plan = page.getByRole('region', { name: 'Plan', exact: true });
  const list = plan.getByRole('list');
  const rows = list.getByRole('listitem');
  const resource = (index: number) =>
    list.getByRole('button', { name: `terraform_data.many[${index}]` });
  try {
    await portal.open(`/iac/environments/${environment.name}`);
    await portal.start('Plan');
    await expect(
      plan.getByRole('button', { name: `+ ${RESOURCES} create` }),
    ).toBeVisible(PATIENT);
    await portal.runIs('Finished');

    await test.step('few of its rows are in the page', async () => {
      await expect(resource(0)).toBeVisible();
      await expectFewRows(rows);
    });

    await test.step('a given address is found, and opens', async () => {
      const filter = plan.getByRole('searchbox', { name: 'Filter resources' });
      await filter.fill('many[13579]');
      await resource(13_579).click();
      await expect(list).toContainText('item 13579');
      await expect(resource(0)).toBeHidden();
      await filter.fill('');
      await expect(resource(0)).toBeVisible();
    });

    await test.step('the last one is at the end, and opens', async () => {
      await list.evaluate(element => {
        element.scrollTop = element.scrollHeight;
      });
      const last = resource(RESOURCES - 1);
      await last.click();
      await expect(list).toContainText(`item ${RESOURCES - 1}`);
      await expectFewRows(rows);
    });
  } finally {
    environment.remove();
  }
});

test(`a log of ${LINES} lines can be read`, async ({ page }) => {
  test.setTimeout(420_000);
  const environment = PlantedEnvironment.place(
    `resource "terraform_data" "l" {
      provisioner "local-exec" {
        command = "seq -f 'line %.0f of all' ${LINES}"
      }
    }
    `,
    'loud',
  );
  const portal = new Portal(page);
  const { log } = portal;
  const lines = log.getByRole('link');
  try {
    await portal.open(`/iac/environments/${environment.name}`);
    await portal.start('Plan and apply');
    await portal.runIs('Waiting for approval');
    await portal.approve(environment.name);
    await expect(
      page.getByText('Applied', { exact: true }).first(),
    ).toBeVisible(PATIENT);

    await test.step('it is at its end', async () => {
      await expect(log).toContainText('Apply complete', PATIENT);
      await expectFewRows(lines);
    });

    await test.step('a line in the middle is found', async () => {
      const search = page.getByRole('searchbox', { name: 'Search the lines' });
      await search.fill('line 123456 of');
      await expect(page.getByText('1 line', { exact: true })).toBeVisible();
      await search.press('Enter');
      await expect(log).toContainText('line 123456 of all');
      await expectFewRows(lines);
    });

    await test.step('and the end again', async () => {
      await log.press('End');
      await expect(log).toContainText('Apply complete');
      await expectFewRows(lines);
    });

    await test.step('all of it is in the file', async () => {
      const whole = await portal.downloadLog();
      const numbers = whole.flatMap(line => {
        const [, number] = /line (\d+) of all$/.exec(line) ?? [];
        return number === undefined ? [] : [Number(number)];
      });
      expect(numbers.length).toBe(LINES);
      expect(numbers.every((number, index) => number === index + 1)).toBe(true);
    });
  } finally {
    environment.remove();
  }
});
