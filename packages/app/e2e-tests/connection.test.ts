import { expect, test, type Page } from '@playwright/test';
import { readWholeLog } from './support/api';
import { Cable } from './support/Cable';
import { openFor, Portal } from './support/Portal';
import { Ticking } from './support/Ticking';

const NOTICE = 'This is not up to date';
const TROUBLE = 'The log stopped coming';

/** The newest line of the log on this page that ticks. */
async function newestTick({ log }: Portal): Promise<number> {
  const ticks = (await log.innerText()).matchAll(/tick (\d+)/g);
  return Math.max(0, ...[...ticks].map(([, number]) => Number(number)));
}

async function tickedPast(portal: Portal, number: number): Promise<void> {
  await expect.poll(() => newestTick(portal)).toBeGreaterThan(number);
}

const notice = (page: Page) =>
  page.getByRole('status').filter({ hasText: NOTICE });

test('who loses the connection is told, and misses nothing', async ({
  browser,
  request,
}) => {
  test.setTimeout(300_000);
  const cable = await Cable.to(7107);
  const context = await browser.newContext({ proxy: cable.proxy });
  const ticking = Ticking.place();
  const environment = `/iac/environments/${ticking.name}`;
  const list = new Portal(await context.newPage());
  const details = new Portal(await context.newPage());
  const run = new Portal(await context.newPage());
  try {
    await list.open('/iac');
    await details.page.goto(environment);
    const heading = list.page.getByRole('heading', { name: ticking.name });
    await expect(heading).toBeVisible();
    await details.verdictIs(ticking.name, 'UNPROVEN');
    const grace = await openFor(browser, 'Grace', environment);

    await test.step('the network goes away: pages keep what they show, and say so', async () => {
      cable.pull();
      await context.setOffline(true);
      for (const { page: shown } of [list, details]) {
        await expect(notice(shown)).toHaveCount(1);
        await expect(notice(shown)).toContainText(
          'The portal cannot be reached',
        );
        await expect(notice(shown)).toContainText('tries again by itself');
      }
      await expect(heading).toBeVisible();
      await details.verdictIs(ticking.name, 'UNPROVEN');
    });

    await test.step('it is back: they show what happened meanwhile', async () => {
      await grace.start('Plan and apply');
      await grace.runIs('Waiting for approval');
      await grace.approve(ticking.name);
      await grace.runIs('Applying');
      cable.plug();
      await context.setOffline(false);
      for (const { page: shown } of [list, details]) {
        await expect(notice(shown)).toBeHidden();
        await expect(shown.getByText('Applying').first()).toBeVisible();
      }
    });

    await test.step('a log that is coming stops, and says so', async () => {
      await run.page.goto(new URL(grace.page.url()).pathname);
      await tickedPast(run, 5);
      // This time the browser does not know: its own network is there.
      cable.pull();
      await expect(run.page.getByText(TROUBLE)).toBeVisible();
      await expect(notice(run.page)).toHaveCount(1);
      await run.runIs('Applying');
    });

    await test.step('it goes on where it was, and comes live again', async () => {
      await tickedPast(grace, (await newestTick(run)) + 20);
      cable.plug();
      await expect(run.page.getByText(TROUBLE)).toBeHidden();
      await expect(notice(run.page)).toBeHidden();
      await tickedPast(run, (await newestTick(grace)) + 5);
      ticking.end();
      await run.runIs('Applied');
      await grace.page.context().close();
    });

    await test.step('no line is missing, and none is there twice', async () => {
      const runId = run.page.url().split('/').at(-1) ?? '';
      const whole = await readWholeLog(request, runId);
      expect(
        whole.filter(line => /tick \d+$/.test(line)).length,
      ).toBeGreaterThan(25);
      await expect.poll(() => run.downloadLog()).toEqual(whole);
    });
  } finally {
    ticking.remove();
    cable.remove();
    await context.close();
  }
});
