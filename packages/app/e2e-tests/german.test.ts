import { expect, test, type Locator } from '@playwright/test';
import { PlantedEnvironment } from './support/planted';
import { Portal } from './support/Portal';
import { englishWords, GivenTexts } from './support/words';

test('whoever reads German sees no English', async ({ page }) => {
  const environment = PlantedEnvironment.place(
    'resource "terraform_data" "one" {}',
    'deutsch',
  );
  const english = englishWords();
  const given = GivenTexts.of(page);
  const expectGerman = async (place: Locator) => {
    await page.waitForLoadState('networkidle');
    const text = await given.without(await place.innerText());
    expect(english.filter(words => text.includes(words))).toEqual([]);
  };
  const main = page.getByRole('main');
  const heading = (name: string | RegExp) =>
    main.getByRole('heading', { name, exact: true });

  try {
    await test.step('the language is picked in the settings', async () => {
      await new Portal(page).open('/iac');
      await expect(heading(environment.name)).toBeVisible();
      // In English there is something to find.
      const text = await main.innerText();
      expect(
        english.filter(words => text.includes(words)).length,
      ).toBeGreaterThan(3);
      await page.goto('/settings');
      await page.getByRole('button').filter({ hasText: 'English' }).click();
      await page.getByRole('option', { name: 'Deutsch' }).click();
      await expect(
        page.getByRole('button').filter({ hasText: 'Deutsch' }),
      ).toBeVisible();
    });

    await test.step('readiness, in each of its views', async () => {
      for (const view of ['', '?view=table', '?view=matrix']) {
        await page.goto(`/iac${view}`);
        await expect(heading('Umgebungen').first()).toBeVisible();
        await expectGerman(main);
      }
    });

    await test.step('an environment', async () => {
      for (const name of [environment.name, 'production']) {
        await page.goto(`/iac/environments/${name}`);
        for (const title of ['Warum, und was als Nächstes', 'Läufe']) {
          await expect(heading(title)).toBeVisible();
        }
        await expectGerman(main);
      }
    });

    await test.step('the dialog that starts a run', async () => {
      await page.goto(`/iac/environments/${environment.name}`);
      await page
        .getByRole('button', { name: 'Plan und Anwendung', exact: true })
        .click();
      const dialog = page.getByRole('dialog');
      await expect(dialog).toContainText('Was geschieht');
      await expectGerman(dialog);
      await dialog.getByRole('button', { name: 'Starten' }).click();
      await page.waitForURL('**/iac/runs/*');
    });

    await test.step('a run that waits, with each of its tabs', async () => {
      const approve = page.getByRole('button', {
        name: 'Freigeben und anwenden',
      });
      await expect(approve).toBeVisible();
      for (const title of [/^Protokoll/, 'Gespräch']) {
        await expect(heading(title)).toBeVisible();
      }
      for (const name of [
        'Plan',
        'Text',
        'Vergleich',
        'Variablen',
        'Hygiene',
      ]) {
        await main.getByRole('tab', { name, exact: true }).click();
        await expectGerman(main);
      }
      await approve.click();
      const dialog = page.getByRole('dialog');
      await expectGerman(dialog);
      await dialog
        .getByRole('button', { name: 'Freigeben und anwenden' })
        .click();
      await new Portal(page).runIs('Angewendet');
      await expectGerman(main);
    });
  } finally {
    environment.remove();
  }
});
