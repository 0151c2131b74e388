import { useApiHolder } from '@backstage/frontend-plugin-api';
import { renderInTestApp } from '@backstage/frontend-test-utils';
import type { ReadinessPurpose } from '@backstage-iac/plugin-iac-common';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { aReadiness, aReason } from '../../__testUtils__/environmentScenes';
import { MemoryIacApi } from '../../__testUtils__/MemoryIacApi';
import { iacApiRef } from '../../api';
import { EnvironmentPicker } from './EnvironmentPicker';
import { environmentProblem } from './environmentProblem';

/** Ready for an apply, at risk there, and blocked. */
function aPortal() {
  const production = aReadiness('drifted', 'production');
  const preview = aReadiness('pending_changes', 'preview');
  return new MemoryIacApi({
    environments: [
      {
        ...production,
        readyFor: { ...production.readyFor, apply: 'BLOCKED' },
        reasons: [
          aReason({ title: 'Drift', summary: '2 resources were changed' }),
          aReason({
            checkId: 'breakglass.reviewed',
            title: 'Break-glass review',
            summary: 'Run #504 is not reviewed',
            purposes: ['apply'],
          }),
        ],
      },
      { ...preview, readyFor: { ...preview.readyFor, apply: 'AT_RISK' } },
      aReadiness('ready', 'staging'),
    ],
  });
}

interface FormProps {
  chosen?: string;
  readyFor?: ReadinessPurpose;
}

/** A page of a template, which validates when it is left. */
function Form(props: FormProps) {
  const { chosen, readyFor } = props;
  const apis = useApiHolder();
  const [value, setValue] = useState(chosen);
  const [problem, setProblem] = useState<string>();
  const validate = async () => {
    const found = await environmentProblem(apis, value ?? '', { readyFor });
    setProblem(found ?? 'none');
  };
  return (
    <>
      <EnvironmentPicker
        schema={{ title: 'Where', description: 'What is deployed to' }}
        uiSchema={{ 'ui:options': { readyFor } }}
        idSchema={{ $id: 'root_environment' }}
        formData={value}
        onChange={setValue}
        onBlur={() => undefined}
        required
      />
      <p>Chosen: {value}</p>
      <button onClick={validate}>Next</button>
      {problem && (
        <p role="status" aria-label="Problem">
          {problem}
        </p>
      )}
    </>
  );
}

function renderForm(api: MemoryIacApi, form = <Form />) {
  renderInTestApp(form, { apis: [[iacApiRef, api]] });
}

async function openList() {
  await userEvent.click(await screen.findByRole('button', { name: /Where/ }));
  return within(await screen.findByRole('listbox'));
}

describe('EnvironmentPicker', () => {
  it('offers every environment with its verdict, and gives its name', async () => {
    renderForm(aPortal());
    const list = await openList();
    expect(
      list.getAllByRole('option').map(option => option.textContent),
    ).toEqual([
      expect.stringMatching(/preview.*AT RISK/),
      expect.stringMatching(/production.*BLOCKED/),
      expect.stringMatching(/staging.*READY/),
    ]);
    await userEvent.click(list.getByRole('option', { name: /production/ }));
    expect(await screen.findByText('Chosen: production')).toBeVisible();
    expect(screen.getByText('What is deployed to')).toBeVisible();
  });

  it('is worked by keyboard alone', async () => {
    renderForm(aPortal());
    await screen.findByRole('button', { name: /Where/ });
    await userEvent.tab();
    await userEvent.keyboard('{Enter}');
    await screen.findByRole('listbox');
    await userEvent.keyboard('{End}{Enter}');
    expect(await screen.findByText('Chosen: staging')).toBeVisible();
  });

  it('shows, but does not offer, what is not ready for the purpose', async () => {
    renderForm(aPortal(), <Form readyFor="apply" />);
    const list = await openList();
    const [preview, staging, production] = list.getAllByRole('option');
    expect(preview).toHaveTextContent(/preview/);
    expect(staging).not.toHaveAttribute('aria-disabled');
    expect(production).toHaveAttribute('aria-disabled', 'true');
    expect(production).toHaveTextContent(
      /Not ready for an apply: Break-glass review: Run #504 is not reviewed/,
    );
  });

  it('says that none is ready', async () => {
    const { items } = await aPortal().listEnvironments();
    const environments = items.slice(0, 1);
    renderForm(new MemoryIacApi({ environments }), <Form readyFor="apply" />);
    expect(
      await screen.findByText('No environment is ready for an apply now.'),
    ).toBeVisible();
  });

  it('says that there is none', async () => {
    renderForm(new MemoryIacApi());
    expect(
      await screen.findByText('There is no environment that you may see.'),
    ).toBeVisible();
  });

  it('can be asked again when the portal did not answer', async () => {
    const api = aPortal();
    jest
      .spyOn(api, 'listEnvironments')
      .mockRejectedValueOnce(new Error('The portal is starting'));
    renderForm(api);
    expect(await screen.findByText('The portal is starting')).toBeVisible();
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    const list = await openList();
    expect(list.getAllByRole('option')).toHaveLength(3);
  });
});

describe('a template that goes on', () => {
  async function goOn(options: FormProps & { api?: MemoryIacApi }) {
    const { api = aPortal(), ...form } = options;
    renderForm(api, <Form {...form} />);
    await userEvent.click(await screen.findByRole('button', { name: 'Next' }));
    return screen.findByRole('status', { name: 'Problem' });
  }

  it.each([
    ['one that is ready', { chosen: 'staging', readyFor: 'apply' }],
    ['one at risk', { chosen: 'preview', readyFor: 'apply' }],
    ['any, unless told what for', { chosen: 'production' }],
  ] as const)('may do so with %s', async (_, form) => {
    expect(await goOn(form)).toHaveTextContent('none');
  });

  it('is told why it may not with one that is not ready', async () => {
    expect(
      await goOn({ chosen: 'production', readyFor: 'apply' }),
    ).toHaveTextContent(
      'Not ready for an apply: Break-glass review: Run #504 is not reviewed',
    );
  });

  it('is told that there is no such environment', async () => {
    expect(await goOn({ chosen: 'prodction' })).toHaveTextContent(
      'There is no environment “prodction” in this portal, or you may not see it',
    );
  });

  it('does not while the portal cannot tell', async () => {
    const api = aPortal();
    jest
      .spyOn(api, 'getEnvironment')
      .mockRejectedValue(new Error('The portal is down'));
    expect(await goOn({ api, chosen: 'staging' })).toHaveTextContent(
      'The portal could not say whether this environment may be chosen: The portal is down',
    );
  });
});
