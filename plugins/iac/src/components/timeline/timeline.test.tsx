import { screen, within } from '@testing-library/react';
import { aReadiness } from '../../__testUtils__/environmentScenes';
import { MemoryIacApi } from '../../__testUtils__/MemoryIacApi';
import { renderPortal } from '../../__testUtils__/renderPortal';

describe('The last 90 days', () => {
  it('are a bar each, in words for whoever cannot see them', async () => {
    const timeline = {
      from: '2026-01-01T00:00:00.000Z',
      to: '2026-04-01T00:00:00.000Z',
      periods: [
        {
          verdict: 'BLOCKED' as const,
          from: '2026-03-20T12:00:00.000Z',
          to: '2026-03-22T12:00:00.000Z',
        },
        {
          verdict: 'READY' as const,
          from: '2026-03-22T12:00:00.000Z',
          to: '2026-04-01T00:00:00.000Z',
        },
      ],
      marks: [
        {
          kind: 'applied' as const,
          at: '2026-03-22T12:00:00.000Z',
          runId: 'staging-7',
          number: 7,
        },
      ],
    };
    const options = {
      environments: [aReadiness('ready')],
      timelines: { staging: timeline },
    };
    renderPortal({ api: new MemoryIacApi(options) });
    expect(
      await screen.findByRole('img', {
        name: 'Last 90 days: BLOCKED on 3, READY on 9',
      }),
    ).toBeVisible();
  });

  it('lead to what was applied', async () => {
    renderPortal({
      path: '/environments/staging',
      api: new MemoryIacApi({
        environments: [aReadiness('ready')],
        timelines: {
          staging: {
            from: '2026-01-01T00:00:00.000Z',
            to: '2026-04-01T00:00:00.000Z',
            periods: [],
            marks: [
              {
                kind: 'applied',
                at: '2026-03-22T12:00:00.000Z',
                runId: 'staging-7',
                number: 7,
              },
            ],
          },
        },
      }),
    });
    const panel = await screen.findByRole('region', { name: 'Last 90 days' });
    expect(
      await within(panel).findByRole('link', { name: /^Run #7 was applied/ }),
    ).toHaveAttribute('href', '/iac/runs/staging-7');
  });
});
