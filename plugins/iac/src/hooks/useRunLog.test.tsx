import { safeText } from '@backstage-iac/plugin-iac-common';
import { NotAllowedError } from '@backstage/errors';
import { TestApiProvider } from '@backstage/frontend-test-utils';
import { act, renderHook, waitFor } from '@testing-library/react';
import type { PropsWithChildren } from 'react';
import { iacApiRef } from '../api';
import { aLog } from '../__testUtils__/fixtures';
import { MemoryIacApi } from '../__testUtils__/MemoryIacApi';
import { useRunLog } from './useRunLog';

const LOG = aLog('init', 'plan');

function readLogOf(api: MemoryIacApi) {
  const wrapper = ({ children }: PropsWithChildren<{}>) => (
    <TestApiProvider apis={[[iacApiRef, api]]}>{children}</TestApiProvider>
  );
  return renderHook(props => useRunLog(props.runId), {
    wrapper,
    initialProps: { runId: 'staging-1' },
  });
}

const texts = (lines: readonly { text: string }[]) =>
  lines.map(({ text }) => text);

afterEach(() => jest.useRealTimers());

describe('useRunLog', () => {
  it('gives the lines in order, each once, and says when it is over', async () => {
    const [init, plan] = LOG;
    const { result } = readLogOf(
      new MemoryIacApi({
        logs: {
          'staging-1': [
            init,
            { ...plan, text: safeText`Refreshing\n\nPlan: 1\n` },
          ],
        },
      }),
    );
    await waitFor(() => expect(result.current.isFinished).toBe(true));
    expect(texts(result.current.lines)).toEqual([
      'Terraform runs init',
      'Refreshing',
      '',
      'Plan: 1',
    ]);
  });

  it('shows trouble while it lasts, and repeats nothing after', async () => {
    jest.useFakeTimers();
    const [first, second] = LOG;
    const api = new MemoryIacApi({ logs: { 'staging-1': LOG } });
    jest
      .spyOn(api, 'readLog')
      .mockResolvedValueOnce({ chunks: [first], finished: false })
      .mockRejectedValueOnce(new Error('The portal is away'));
    const { result } = readLogOf(api);
    await act(() => jest.advanceTimersByTimeAsync(10));
    expect(result.current.trouble?.message).toBe('The portal is away');
    await act(() => jest.advanceTimersByTimeAsync(1_000));
    expect(result.current).toMatchObject({
      trouble: undefined,
      isFinished: true,
    });
    expect(texts(result.current.lines)).toEqual(
      [first, second].map(({ text }) => text.trimEnd()),
    );
  });

  it('leaves out what a stream gives again after it broke', async () => {
    const api = new MemoryIacApi();
    jest.spyOn(api, 'followLog').mockImplementation(async (_, request) => {
      request.onChunks(LOG);
      request.onTrouble(new Error('The portal is away'));
      request.onTrouble(undefined);
      request.onChunks([...LOG, ...aLog('init', 'plan', 'apply').slice(2)]);
    });
    const { result } = readLogOf(api);
    await waitFor(() => expect(result.current.isFinished).toBe(true));
    expect(texts(result.current.lines)).toEqual([
      'Terraform runs init',
      'Terraform runs plan',
      'Terraform runs apply',
    ]);
  });

  it('says that it was refused', async () => {
    const api = new MemoryIacApi();
    jest
      .spyOn(api, 'followLog')
      .mockRejectedValue(new NotAllowedError('no plan for you'));
    const { result } = readLogOf(api);
    await waitFor(() =>
      expect(result.current.error?.message).toBe('no plan for you'),
    );
    expect(result.current.isFinished).toBe(true);
  });

  it('begins anew for another run', async () => {
    const { result, rerender } = readLogOf(
      new MemoryIacApi({
        logs: { 'staging-1': LOG, 'staging-2': aLog('apply') },
      }),
    );
    await waitFor(() => expect(result.current.lines).toHaveLength(2));
    rerender({ runId: 'staging-2' });
    await waitFor(() =>
      expect(texts(result.current.lines)).toEqual(['Terraform runs apply']),
    );
  });
});
