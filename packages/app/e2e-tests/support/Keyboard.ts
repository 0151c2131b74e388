import { expect, type Locator, type Page } from '@playwright/test';

/** More than a page has: whoever needs so many presses gives up. */
const MOST_STOPS = 150;

/** A person without a mouse, who must see at each stop where they are. */
export class Keyboard {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  async press(key: string): Promise<void> {
    await this.#page.keyboard.press(key);
  }

  async type(text: string): Promise<void> {
    await this.#page.keyboard.type(text);
  }

  /** Goes forward with Tab until this has the focus. */
  async tabTo(target: Locator): Promise<void> {
    await expect(target).toBeVisible();
    for (let stop = 0; stop < MOST_STOPS; stop += 1) {
      await this.press('Tab');
      await this.#expectVisibleFocus();
      if (await hasFocus(target)) return;
    }
    throw new Error(`${target} cannot be reached with the Tab key`);
  }

  async #expectVisibleFocus(): Promise<void> {
    const unseen = await this.#page.evaluate(() => {
      const focused = document.activeElement;
      if (!focused?.closest('main, [role="dialog"]')) return undefined;
      const isMarked = (element: Element) =>
        [undefined, '::before', '::after'].some(part => {
          const style = getComputedStyle(element, part);
          const hasOutline =
            style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0;
          return hasOutline || style.boxShadow !== 'none';
        });
      // To those who look at it, the frame around a field is the field.
      const frame = focused.matches('input') ? focused.parentElement : null;
      const isSeen = isMarked(focused) || (frame !== null && isMarked(frame));
      return isSeen ? undefined : focused.outerHTML.slice(0, 300);
    });
    expect(unseen, 'the focus is here, and nobody sees it').toBeUndefined();
  }
}

export async function hasFocus(target: Locator): Promise<boolean> {
  return target.evaluate(element => element === document.activeElement);
}
