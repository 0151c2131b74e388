import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { aReadiness } from '../../__testUtils__/environmentScenes';
import { MemoryIacApi } from '../../__testUtils__/MemoryIacApi';
import { renderPortal } from '../../__testUtils__/renderPortal';
import { giveViewport } from '../../__testUtils__/viewport';

function many(count: number) {
  return Array.from({ length: count }, (_, index) =>
    aReadiness(index === 3 ? 'drifted' : 'ready', `region-${index + 1}`),
  );
}

describe('Many environments', () => {
  giveViewport();

  const open = (count: number, path = '/') =>
    renderPortal({
      api: new MemoryIacApi({ environments: many(count) }),
      path,
    });
  const rowheaders = async () =>
    (await screen.findAllByRole('rowheader')).map(
      ({ textContent }) => textContent,
    );

  it('are a matrix of checks from 61 on, of which only a window is there', async () => {
    open(300);
    const matrix = await screen.findByRole('table', {
      name: 'Environments by checks',
    });
    expect(matrix).toHaveAttribute('aria-rowcount', '301');
    const rows = within(matrix).getAllByRole('rowheader');
    expect(rows[0]).toHaveTextContent('region-4');
    expect(rows.length).toBeLessThan(60);
    expect(within(matrix).getByTitle('Drift: Fails')).toBeVisible();
  });

  it('share a problem in one line, which leads to those that have it', async () => {
    const browser = open(300);
    const top = await screen.findByRole('region', {
      name: 'Top failing checks',
    });
    const [drift] = within(top).getAllByRole('listitem');
    expect(drift).toHaveTextContent('Driftin one environment');
    await userEvent.click(
      within(drift).getByRole('button', { name: 'Show them' }),
    );
    expect(await rowheaders()).toEqual(['region-4']);
    expect(browser.query().get('check')).toBe('drift.current');
    await userEvent.click(
      screen.getByRole('button', { name: 'Clear filters' }),
    );
    expect((await rowheaders()).length).toBeGreaterThan(10);
  });

  it.each([
    ['?view=table&verdict=BLOCKED', ['region-4']],
    ['?view=table&q=GION-7', ['region-7']],
    ['?view=matrix&check=changes.deployed', ['region-4']],
  ])('are filtered by the address %s', async (query, names) => {
    open(9, `/${query}`);
    expect(await rowheaders()).toEqual(names);
  });

  it('are sorted by a column, which the address keeps', async () => {
    const browser = open(3, '/?view=table&sort=-environment');
    expect(await rowheaders()).toEqual(['region-3', 'region-2', 'region-1']);
    await userEvent.click(
      screen.getByRole('columnheader', { name: 'Environment' }),
    );
    expect(browser.query().get('sort')).toBe('environment');
    expect(await rowheaders()).toEqual(['region-1', 'region-2', 'region-3']);
  });

  it('says so when the filter leaves none', async () => {
    open(9, '/?tier=nowhere');
    expect(
      await screen.findByText(/^No environment is like that/),
    ).toBeVisible();
  });

  it('can be looked at in another way, which the address keeps', async () => {
    const browser = open(3);
    await userEvent.click(await screen.findByRole('radio', { name: 'Table' }));
    expect(await rowheaders()).toHaveLength(3);
    expect(browser.query().get('view')).toBe('table');
  });
});
