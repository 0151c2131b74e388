import { act } from '@testing-library/react';

const VIEW_PX = 600;
const ROW_PX = 30;
/** Of whatever scrolls: enough for the longest list. */
const CONTENT_PX = 10_000_000;

/**
 * Gives elements a height and a way to scroll, which jsdom leaves out: long
 * lists render what is in view, and without a view that is nothing.
 */
export function giveViewport(): void {
  const { prototype } = HTMLElement;
  beforeEach(() => {
    jest
      .spyOn(prototype, 'offsetHeight', 'get')
      .mockImplementation(function heightOf(this: HTMLElement) {
        return this.matches(
          '[role=list], [role=log], [role=region], [role=table]',
        )
          ? VIEW_PX
          : ROW_PX;
      });
    jest.spyOn(prototype, 'offsetWidth', 'get').mockReturnValue(1000);
    jest.spyOn(prototype, 'clientHeight', 'get').mockReturnValue(VIEW_PX);
    jest.spyOn(prototype, 'scrollHeight', 'get').mockReturnValue(CONTENT_PX);
    prototype.scrollTo = function scrollTo(
      this: HTMLElement,
      options?: ScrollToOptions | number,
    ) {
      this.scrollTop = typeof options === 'object' ? options.top ?? 0 : 0;
      // As browsers do: not before whoever asked for it has ended.
      setTimeout(() => act(() => void this.dispatchEvent(new Event('scroll'))));
    };
  });
  afterEach(() => {
    jest.restoreAllMocks();
    Reflect.deleteProperty(prototype, 'scrollTo');
  });
}
