import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { expect, type Page } from '@playwright/test';

const ROOT = path.resolve(__dirname, '../../../..');
/** Where the portal of these tests keeps its clouds; see scripts/test/portal.sh. */
const CLOUDS = path.join(ROOT, 'test-results/portal/iac/cloud');

/** What a person does in the portal, in their words. */
export class Portal {
  constructor(readonly page: Page) {}

  /** Opens a page as the guest. */
  async open(at: string): Promise<void> {
    await this.page.goto(at);
    const enter = this.page.getByRole('button', { name: 'Enter' });
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

  async approve(environment: string): Promise<void> {
    await this.page.getByRole('button', { name: 'Approve and apply' }).click();
    const dialog = this.page.getByRole('dialog');
    const confirm = dialog.getByRole('button', { name: 'Approve and apply' });
    const name = dialog.getByLabel(`Type ${environment} to go on`);
    if (await name.isVisible()) {
      await expect(confirm).toBeDisabled();
      await name.fill(environment);
    }
    await confirm.click();
    await expect(dialog).toBeHidden();
  }

  /** Waits until the run on this page says so beside its title. */
  async runIs(state: string): Promise<void> {
    await expect(
      this.page.getByText(state, { exact: true }).first(),
    ).toBeVisible();
  }

  async openEnvironment(name: string): Promise<void> {
    await this.page.getByRole('link', { name, exact: true }).first().click();
    await this.page.waitForURL(`**/iac/environments/${name}`);
  }
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
