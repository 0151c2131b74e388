import type { Browser, CDPSession, Page } from '@playwright/test';

/**
 * The moments, as elements of which the page has at least one.
 *
 * - `shell`: the portal's sidebar. The person is signed in by then, and the app
 *   has begun to open the page of the address.
 * - `rows`: what says the verdict on an environment: a row of the matrix, which
 *   many environments get, or a column, which few get. Not the placeholders.
 */
const MOMENTS = {
  shell: '[data-testid="sidebar-root"]',
  rows: 'main [role="rowheader"] [data-glyph], main section[data-kind]',
} as const;

export type Moment = keyof typeof MOMENTS;

/** One visit of the page, milliseconds since it was asked for. */
export interface Visit {
  moments: Record<Moment, number>;
  /** The answer with all environments. */
  answer: {
    /** When it was asked for, and when it was there. */
    from: number;
    to: number;
    /** As JSON, before compression; bytes. */
    bytes: number;
  };
  /** Requests to the plugin's backend until the rows were painted. */
  requests: number;
}

/** How the visitor's browser is. */
export interface VisitOptions {
  url: string;
  /** Loads the page once before, so that code and fonts are in the cache. */
  warm?: boolean;
  /** As many times slower than this processor. @defaultValue 1 */
  slowdown?: number;
}

const ANSWER = '/api/iac/v1/environments';

/** Opens the readiness page in a browser profile of its own. */
export async function visit(
  browser: Browser,
  options: VisitOptions,
): Promise<Visit> {
  const context = await browser.newContext({
    viewport: { width: 1440, height: 900 },
  });
  try {
    // Whom the demo's sign-in page remembers from an earlier visit.
    await context.addInitScript(() =>
      localStorage.setItem('demo-person', 'guest'),
    );
    await context.addInitScript(markMoments, MOMENTS);
    const page = await context.newPage();
    if (options.slowdown) await slowDown(page, options.slowdown);
    const open = async () => {
      await page.goto(`${options.url}/iac`);
      await page.waitForFunction(
        () => performance.getEntriesByName('rows').length > 0,
      );
    };
    if (options.warm) await open();
    await open();
    return await page.evaluate(readVisit, {
      answer: ANSWER,
      rows: MOMENTS.rows,
    });
  } finally {
    await context.close();
  }
}

/**
 * Runs in the page before any code of the portal. A moment is when the first
 * frame with its element is on the screen: a task that is queued in the
 * animation frame after the element came runs once that frame is painted.
 */
function markMoments(moments: Record<string, string>): void {
  const left = new Map(Object.entries(moments));
  const observer = new MutationObserver(() => {
    for (const [name, selector] of left) {
      if (!document.querySelector(selector)) continue;
      left.delete(name);
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => performance.mark(name);
        port2.postMessage(undefined);
      });
    }
    if (left.size === 0) observer.disconnect();
  });
  observer.observe(document, { childList: true, subtree: true });
}

function readVisit(names: { answer: string; rows: string }): Visit {
  const { top = Infinity } =
    document.querySelector(names.rows)?.getBoundingClientRect() ?? {};
  if (top > window.innerHeight) {
    throw new Error('The first environment is below what is in view');
  }
  const at = (name: string) => performance.getEntriesByName(name)[0].startTime;
  const rows = at('rows');
  const requests = performance
    .getEntriesByType('resource')
    .filter(({ name }) => name.includes('/api/iac/'))
    .map(entry => entry as PerformanceResourceTiming)
    .filter(({ startTime }) => startTime < rows);
  const found = requests.find(({ name }) => name.endsWith(names.answer));
  if (!found) throw new Error('The page did not ask for the environments');
  return {
    moments: { shell: at('shell'), rows },
    answer: {
      from: found.startTime,
      to: found.responseEnd,
      bytes: found.decodedBodySize,
    },
    requests: requests.length,
  };
}

async function slowDown(page: Page, rate: number): Promise<void> {
  const session: CDPSession = await page.context().newCDPSession(page);
  await session.send('Emulation.setCPUThrottlingRate', { rate });
}
