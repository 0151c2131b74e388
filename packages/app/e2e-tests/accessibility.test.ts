import { readFileSync } from 'node:fs';
import { expect, test, type Page } from '@playwright/test';
import type { AxeResults, RunOptions } from 'axe-core';
import { Portal } from './support/Portal';

const AXE = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
/** WCAG 2.1, levels A and AA. */
const RULES: RunOptions = {
  runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'],
};

/** Of our page; the portal's own frame around it is not ours. */
async function violationsOf(page: Page): Promise<string[]> {
  await page.evaluate(AXE);
  const { violations } = await page.evaluate<AxeResults, RunOptions>(
    options => {
      // Defined by the script above, in the page.
      const { axe } = globalThis as unknown as {
        axe: { run: (of: string, how: RunOptions) => Promise<AxeResults> };
      };
      return axe.run('main', options);
    },
    RULES,
  );
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary}`),
  );
}

const VIEWS = [
  { name: 'columns', at: '/iac' },
  { name: 'table', at: '/iac?view=table' },
  { name: 'matrix', at: '/iac?view=matrix' },
  { name: 'environment', at: '/iac/environments/production' },
] as const;

for (const colorScheme of ['light', 'dark'] as const) {
  test(`every page can be used by everybody, ${colorScheme}`, async ({
    page,
  }) => {
    await page.emulateMedia({ colorScheme });
    await new Portal(page).open('/iac');
    for (const { name, at } of VIEWS) {
      await test.step(name, async () => {
        await page.goto(at);
        const heading = page.getByRole('main').getByRole('heading').first();
        await expect(heading).toBeVisible();
        await page.waitForLoadState('networkidle');
        expect(await violationsOf(page)).toEqual([]);
      });
    }
    await test.step('run', async () => {
      await page
        .getByRole('region', { name: 'Runs' })
        .getByRole('row', { name: /#1/ })
        .first()
        .click();
      await page.waitForURL('**/iac/runs/*');
      await expect(
        page.getByRole('region', { name: 'Plan', exact: true }),
      ).toBeVisible();
      expect(await violationsOf(page)).toEqual([]);
    });
  });
}
