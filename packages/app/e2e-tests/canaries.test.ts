import { CanarySearch, printingCode } from '@backstage-iac/canaries';
import { expect, test, type Page } from '@playwright/test';
import { PLANTED, PlantedEnvironment, readPlanted } from './support/planted';
import { Portal } from './support/Portal';
import { Recorder, type Received } from './support/Recorder';

/** Prints the secrets in every way that Terraform knows, and fails when it is applied. */
const CODE = `${printingCode(
  PLANTED.map(name => ({ name, kind: 'variable' as const })),
)}
resource "terraform_data" "broken" {
  provisioner "local-exec" {
    command     = "echo \\"refused: $P\\" >&2; env >&2; exit 3"
    environment = { P = nonsensitive(var.db_password) }
  }
}
`;

/** What a person sees of a page, and what is behind it. */
async function look(page: Page, from: string): Promise<Received[]> {
  return [
    { from: `text of ${from}`, text: await page.locator('body').innerText() },
    { from: `markup of ${from}`, text: await page.content() },
  ];
}

/** The run page with everything that it can show. */
async function lookAtRun(page: Page, from: string): Promise<Received[]> {
  const plan = page.getByRole('region', { name: 'Plan', exact: true });
  const log = page.getByRole('log', { name: /^Log of run/ });
  await expect(plan).toContainText('[redacted');
  await expect(log).toContainText('Plan to create');
  const seen = await look(page, `${from}, plan`);
  await plan.getByRole('tab', { name: 'Text' }).click();
  await expect(plan).toContainText('[redacted:db_password]');
  await expect(plan).toContainText('[redacted:pager_token]');
  seen.push(...(await look(page, `${from}, text`)));
  await plan.getByRole('tab', { name: 'Variables' }).click();
  await expect(plan).toContainText('age:alerting.tfvars.age#pager_token');
  await expect(plan).toContainText('env:SANDBOX_DB_PASSWORD');
  seen.push(...(await look(page, `${from}, variables`)));
  return seen;
}

test('no secret reaches the browser', async ({ page }) => {
  test.setTimeout(300_000);
  const environment = PlantedEnvironment.place(CODE);
  // Nothing is there to be looked for before the portal made it up.
  const secrets = new CanarySearch(readPlanted());
  // Found in each place, or nothing was looked at.
  const marker = new CanarySearch([
    { name: 'marker', value: environment.name },
  ]);
  const recorder = await Recorder.of(page);
  const portal = new Portal(page);
  const seen: Received[] = [];

  try {
    await test.step('a plan', async () => {
      await portal.open(`/iac/environments/${environment.name}`);
      await portal.start('Plan');
      await portal.runIs('Finished');
      seen.push(...(await lookAtRun(page, 'the plan')));
    });

    await test.step('an apply that fails', async () => {
      await portal.openEnvironment(environment.name);
      await portal.start('Plan and apply');
      await portal.runIs('Waiting for approval');
      await portal.approve(environment.name);
      await portal.runIs('Failed');
      await expect(page.getByRole('alert')).toContainText(
        'refused: [redacted:db_password]',
      );
      await expect(
        page.getByRole('log', { name: /^Log of run/ }),
      ).toContainText('[redacted:pager_token]');
      seen.push(...(await lookAtRun(page, 'the apply')));
    });

    await test.step('the environment, and all of them', async () => {
      await portal.openEnvironment(environment.name);
      await expect(page.getByText('Failed').first()).toBeVisible();
      seen.push(...(await look(page, 'the environment')));
      await page.goto('/iac');
      await expect(
        page.getByRole('heading', { name: environment.name }),
      ).toBeVisible();
      seen.push(...(await look(page, 'readiness')));
    });

    await test.step('neither page nor network had one', async () => {
      const received = await recorder.received();
      const hits: string[] = [];
      for (const { from, text } of [...seen, ...received]) {
        hits.push(...(await secrets.in(from, text)));
      }
      expect(hits).toEqual([]);

      for (const { from, text } of seen) {
        expect(await marker.in(from, text)).not.toEqual([]);
      }
      for (const door of [/\/log\/stream/, /\/plan-text$/, /\/plan$/]) {
        const given = received.filter(({ from }) => door.test(from));
        expect(given.map(({ text }) => text).join()).toContain(
          '[redacted:db_password]',
        );
      }
      const unread = await recorder.unread();
      expect(unread.filter(url => url.includes('/api/'))).toEqual([]);
    });
  } finally {
    environment.remove();
  }
});
