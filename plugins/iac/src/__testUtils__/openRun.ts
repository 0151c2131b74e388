import type { Run } from '@backstage-iac/plugin-iac-common';
import { screen } from '@testing-library/react';
import { MemoryIacApi, type MemoryIacApiOptions } from './MemoryIacApi';
import { aProtectedReadiness, GRACE, MEMBERS } from './people';
import { renderPortal } from './renderPortal';

/** Opens the page of a run as Grace, a platform lead. */
export async function openRun(
  run: Run,
  options: MemoryIacApiOptions & { denied?: string[] } = {},
): Promise<MemoryIacApi> {
  const { denied, runs = [], ...others } = options;
  const api = new MemoryIacApi({
    environments: [aProtectedReadiness()],
    members: MEMBERS,
    person: GRACE,
    runs: [run, ...runs],
    ...others,
  });
  renderPortal({ api, path: `/runs/${run.id}`, denied });
  await screen.findByRole('heading', { level: 1 });
  return api;
}
