import type { LogChunk, Run } from '@backstage-iac/plugin-iac-common';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { aReadiness } from '../../__testUtils__/environmentScenes';
import { aLog, aRun } from '../../__testUtils__/fixtures';
import { aLongLog } from '../../__testUtils__/longLog';
import { MemoryIacApi } from '../../__testUtils__/MemoryIacApi';
import { renderPortal } from '../../__testUtils__/renderPortal';
import { giveViewport } from '../../__testUtils__/viewport';

giveViewport();

function open(log: LogChunk[], query = '', changes: Partial<Run> = {}) {
  const run = aRun({ environment: 'production', number: 481, ...changes });
  const api = new MemoryIacApi({
    environments: [aReadiness('ready', 'production')],
    runs: [run],
    logs: { [run.id]: log },
  });
  return { api, ...renderPortal({ api, path: `/runs/${run.id}${query}` }) };
}

const log = () => screen.findByRole('log', { name: 'Log of run #481' });
const lineNumbers = (region: HTMLElement) =>
  within(region)
    .getAllByRole('link')
    .map(link => Number(link.textContent));

describe('the log of a run', () => {
  it('has its lines with stage and time, each with a link of its own', async () => {
    const { query } = open(aLog('init', 'plan'));
    const region = await log();
    expect(
      await within(region).findByText('Terraform runs plan'),
    ).toBeVisible();
    expect(within(region).getByText('init')).toBeVisible();
    await userEvent.click(within(region).getByRole('link', { name: 'Line 2' }));
    expect(query().get('line')).toBe('2');
    expect(
      within(region).getByRole('link', { name: 'Line 2' }),
    ).toHaveAttribute('aria-current', 'true');
  });

  it('renders a window of 200,000 lines, and opens at the one that a link names', async () => {
    open(aLongLog(200_000), '?line=150000');
    const region = await log();
    const line = await within(region).findByRole('link', {
      name: 'Line 150000',
    });
    expect(line).toHaveAttribute('aria-current', 'true');
    expect(
      within(region).getByText('sandbox_bucket.b150000: Refreshing state...'),
    ).toBeVisible();
    const numbers = lineNumbers(region);
    expect(numbers.length).toBeGreaterThan(10);
    expect(numbers.length).toBeLessThan(120);
  });

  it('is at its end, from where the first error is one press away', async () => {
    const { query } = open(aLongLog(5_000));
    const region = await log();
    expect(
      await within(region).findByRole('link', { name: 'Line 5000' }),
    ).toBeVisible();
    await userEvent.click(screen.getByRole('button', { name: 'First error' }));
    expect(query().get('line')).toBe('4999');
    const error = within(region).getByText('Error:');
    expect(error).toBeVisible();
    expect(error.closest('[data-error]')).toHaveTextContent(
      /│ Error: the quota is used up$/,
    );
  });

  it('has no way to an error where there is none', async () => {
    open(aLog('init', 'plan'));
    await screen.findByText('Terraform runs plan');
    expect(screen.queryByRole('button', { name: 'First error' })).toBeNull();
  });

  it('finds words, and goes from one line that has them to the next by keyboard', async () => {
    const { query } = open(aLongLog(20_000));
    await within(await log()).findByRole('link', { name: 'Line 20000' });
    const search = screen.getByRole('searchbox', { name: 'Search the lines' });
    await userEvent.type(search, 'B1999');
    expect(await screen.findByText('10 lines')).toBeVisible();
    await userEvent.keyboard('{Enter}');
    expect(await screen.findByText('1 of 10')).toBeVisible();
    expect(query().get('line')).toBe('1999');
    await userEvent.keyboard('{Enter}');
    expect(query().get('line')).toBe('19990');
    await userEvent.keyboard('{Shift>}{Enter}{/Shift}');
    expect(query().get('line')).toBe('1999');
    expect(
      await within(await log()).findByText('b1999', { selector: 'mark' }),
    ).toBeVisible();
    await waitFor(() => expect(query().get('search')).toBe('B1999'));
  });

  it('is given as a file, without the sequences that colour it', async () => {
    const blobs: Blob[] = [];
    URL.createObjectURL = jest.fn(blob => {
      blobs.push(blob as Blob);
      return 'blob:log';
    });
    URL.revokeObjectURL = jest.fn();
    const click = jest
      .spyOn(HTMLAnchorElement.prototype, 'click')
      .mockImplementation();
    open(aLongLog(3));
    const download = await screen.findByRole('button', {
      name: 'Download production-481.log',
    });
    await screen.findByText('Error:');
    await userEvent.click(download);
    expect(click).toHaveBeenCalled();
    expect(await blobs[0].text()).toMatch(
      /^\S+Z plan sandbox_bucket\.b1: .*\n\S+Z plan │ Error: the quota is used up\n.*\n$/,
    );
  });

  it('says that it stopped coming, and that it is tried again', async () => {
    const { api } = open(aLog('init'), '', { state: 'planning' });
    jest.spyOn(api, 'followLog').mockImplementation((_, request) => {
      request.onChunks(aLog('init'));
      request.onTrouble(new Error('502 Bad Gateway'));
      return new Promise(() => undefined);
    });
    expect(
      await screen.findByText(
        'The log stopped coming: 502 Bad Gateway. Trying again.',
      ),
    ).toBeVisible();
    expect(screen.getByText('Terraform runs init')).toBeVisible();
    expect(
      screen.getByRole('button', { name: 'Follow the end' }),
    ).toHaveAttribute('aria-pressed', 'true');
  });
});
