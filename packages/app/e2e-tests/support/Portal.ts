import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import {
  expect,
  type Browser,
  type Locator,
  type Page,
} from '@playwright/test';

const ROOT = path.resolve(__dirname, '../../../..');
/** Where the portal of these tests keeps its clouds; see scripts/test/portal.sh. */
const CLOUDS = path.join(ROOT, 'test-results/portal/iac/cloud');

/** Those of examples/org.yaml whom a visitor can be, besides the guest. */
export type Person = 'Ada' | 'Alan' | 'Grace' | 'Linus' | 'Margaret';

/** What a person does in the portal, in their words. */
export class Portal {
  constructor(readonly page: Page) {}

  /** Opens a page as the guest. */
  async open(at: string): Promise<void> {
    await this.#signIn(at, 'Enter');
  }

  /** Opens a page as one of the people of the demo. */
  async openAs(person: Person, at: string): Promise<void> {
    await this.#signIn(at, `Sign in as ${person}`);
  }

  async #signIn(at: string, label: string): Promise<void> {
    await this.page.goto(at);
    const enter = this.page.getByRole('button', { name: label, exact: true });
    await enter.click();
    await expect(enter).toBeHidden();
  }

  async start(
    operation: 'Plan and apply' | 'Plan' | 'Check drift',
  ): Promise<void> {
    await this.page
      .getByRole('button', { name: operation, exact: true })
      .first()
      .click();
    await this.page.getByRole('button', { name: 'Start', exact: true }).click();
    await this.page.waitForURL('**/iac/runs/*');
  }

  /** Says yes to the plan on this page, whether others must as well or not. */
  async approve(environment: string): Promise<void> {
    const name = /^Approve (and apply|this plan)$/;
    await this.page.getByRole('button', { name }).click();
    const dialog = this.page.getByRole('dialog');
    const confirm = dialog.getByRole('button', { name });
    const typed = dialog.getByLabel(`Type ${environment} to go on`);
    if (await typed.isVisible()) {
      await expect(confirm).toBeDisabled();
      await typed.fill(environment);
    }
    await confirm.click();
    await expect(dialog).toBeHidden();
  }

  /** The log of the run on this page; of a long one, what is in view. */
  get log(): Locator {
    return this.page.getByRole('log', { name: /^Log of run/ });
  }

  /** The lines of the log of the run on this page, as the portal gives them as a file. */
  async downloadLog(): Promise<string[]> {
    const [download] = await Promise.all([
      this.page.waitForEvent('download'),
      this.page.getByRole('button', { name: /^Download .*\.log$/ }).click(),
    ]);
    const text = readFileSync(await download.path(), 'utf8');
    return text.replace(/\n$/, '').split('\n');
  }

  /** What people decided about the plan on this page. */
  get approval(): Locator {
    return this.page.getByRole('region', { name: 'Approval' });
  }

  /** Waits until the run on this page says so beside its title. */
  async runIs(state: string): Promise<void> {
    await expect(
      this.page.getByText(state, { exact: true }).first(),
    ).toBeVisible();
  }

  /** Waits until the page of an environment gives this verdict. */
  async verdictIs(environment: string, verdict: string): Promise<void> {
    const band = this.page.getByRole('region', {
      name: environment,
      exact: true,
    });
    await expect(band.getByText(verdict)).toBeVisible();
  }

  /** What the page of an environment says against it. */
  get reasons(): Locator {
    return this.page.getByRole('region', { name: 'Why, and what next' });
  }

  /** Opens the newest run of the environment on this page. */
  async openNewestRun(): Promise<void> {
    await this.page
      .getByRole('region', { name: 'Runs' })
      .getByRole('row')
      .nth(1)
      .click();
    await this.page.waitForURL('**/iac/runs/*');
  }

  async openEnvironment(name: string): Promise<void> {
    await this.page.getByRole('link', { name, exact: true }).first().click();
    await this.page.waitForURL(`**/iac/environments/${name}`);
  }
}

/** The same portal in a browser of their own. */
export async function openFor(
  browser: Browser,
  person: Person,
  at: string,
): Promise<Portal> {
  const context = await browser.newContext();
  const portal = new Portal(await context.newPage());
  await portal.openAs(person, at);
  return portal;
}

/** Changes an object behind Terraform's back, as in a cloud's console. */
export function changeOutside(environment: string): void {
  execFileSync(
    process.execPath,
    [
      path.join(
        ROOT,
        'packages/terraform-provider-sandbox/dist/sandbox-drift.js',
      ),
      '--directory',
      CLOUDS,
      '--cloud',
      environment,
    ],
    { stdio: 'inherit' },
  );
}
