import { NotAllowedError } from '@backstage/errors';
import type { Run } from '@backstage-iac/plugin-iac-common';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { aHygieneReport } from '../../__testUtils__/bigScene';
import { aReadiness } from '../../__testUtils__/environmentScenes';
import { aPlan, aWaitingRun } from '../../__testUtils__/fixtures';
import { MemoryIacApi } from '../../__testUtils__/MemoryIacApi';
import { renderPortal } from '../../__testUtils__/renderPortal';

function open(
  changes: Partial<Run> = {},
  query = '',
  prepare?: (api: MemoryIacApi) => void,
) {
  const run = aWaitingRun(changes);
  const api = new MemoryIacApi({
    environments: [aReadiness('ready', 'production')],
    runs: [run],
    plans: {
      [run.id]: { ...aPlan(), hygiene: aHygieneReport() },
    },
    planTexts: { [run.id]: 'Plan: 4 to add\n' },
  });
  prepare?.(api);
  return { api, ...renderPortal({ api, path: `/runs/${run.id}${query}` }) };
}

const plan = () => screen.findByRole('region', { name: 'Plan' });

describe('the page of a run', () => {
  it('keeps the tab in the address, for links and the back button', async () => {
    const { query, goBack } = open();
    await userEvent.click(await screen.findByRole('tab', { name: 'Text' }));
    expect(
      await screen.findByRole('region', { name: 'Plan as text' }),
    ).toHaveTextContent('Plan: 4 to add');
    expect(query().get('tab')).toBe('text');
    goBack();
    expect(screen.getByRole('tab', { name: 'Plan' })).toHaveAttribute(
      'aria-selected',
      'true',
    );
  });

  it('opens at the tab that a link names, and at the plan when there is none such', async () => {
    open({}, '?tab=nonsense');
    expect(await screen.findByRole('tab', { name: 'Plan' })).toHaveAttribute(
      'aria-selected',
      'true',
    );
  });

  it('says what stages warn of in full, and leads to what hygiene found', async () => {
    const message = 'secrets.scan: 4 secrets are in the source';
    open({ stages: [{ name: 'validate', status: 'warned', message }] });
    const notes = await screen.findByRole('list', {
      name: 'What the stages warn of',
    });
    expect(notes).toHaveTextContent(`Validate: ${message}`);
    await userEvent.click(
      within(notes).getByRole('button', { name: 'Where, and what to do' }),
    );
    expect(await screen.findByText('infra/key.pem')).toBeVisible();
  });

  it.each<[string, Partial<Run>, RegExp]>([
    ['not yet', { state: 'planning' }, /No plan yet.*as soon as/],
    ['never', { state: 'errored' }, /made no plan.*The log says why/],
  ])('says when there is no plan: %s', async (_, changes, words) => {
    open({ ...changes, digests: undefined }, '', api =>
      jest.spyOn(api, 'getPlan').mockResolvedValue(undefined),
    );
    expect(await plan()).toHaveTextContent(words);
  });

  it('names the permission to ask for where the plan is withheld', async () => {
    open({}, '', api =>
      jest
        .spyOn(api, 'getPlan')
        .mockRejectedValue(
          Object.assign(new NotAllowedError('no'), { statusCode: 403 }),
        ),
    );
    expect(
      await within(await plan()).findByText(/You may not see this/),
    ).toBeVisible();
    expect(await plan()).toHaveTextContent('iac.plan.read');
  });

  it('reads the plan again when a person asks for it', async () => {
    open({}, '', api =>
      jest
        .spyOn(api, 'getPlan')
        .mockRejectedValueOnce(new Error('The portal is away')),
    );
    expect(
      await within(await plan()).findByText('The portal is away'),
    ).toBeVisible();
    await userEvent.click(
      within(await plan()).getByRole('button', { name: 'Try again' }),
    );
    expect(
      await screen.findByRole('button', { name: /sandbox_cluster/ }),
    ).toBeVisible();
  });
});
