import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { aReadiness } from '../../__testUtils__/environmentScenes';
import { aPlan, aRun } from '../../__testUtils__/fixtures';
import { MemoryIacApi } from '../../__testUtils__/MemoryIacApi';
import { renderPortal } from '../../__testUtils__/renderPortal';

describe('the variables of a run', () => {
  const open = async (plan: Partial<ReturnType<typeof aPlan>>) => {
    const run = aRun({
      environment: 'staging',
      number: 7,
      state: 'planned_and_finished',
    });
    renderPortal({
      api: new MemoryIacApi({
        environments: [aReadiness('ready', 'staging')],
        runs: [run],
        plans: { [run.id]: { ...aPlan(), ...plan } },
      }),
      path: `/runs/${run.id}`,
    });
    await userEvent.click(
      await screen.findByRole('tab', { name: 'Variables' }),
    );
  };

  it('say where each value is from, and what could be safer', async () => {
    await open({
      variables: [
        {
          name: 'db_password',
          origin: { kind: 'secret', source: 'vault:kv/db#pw', version: '7' },
          overrides: [],
          sensitive: true,
          ephemeral: false,
        },
        {
          name: 'region',
          origin: { kind: 'definition' },
          overrides: [{ kind: 'file', file: 'terraform.tfvars' }],
          sensitive: false,
          ephemeral: false,
        },
      ],
      advice: [
        {
          code: 'sensitive-not-ephemeral',
          message: "Variable 'db_password' is sensitive but not ephemeral",
          place: 'variables.tf:3',
        },
      ],
    });

    expect(
      await screen.findByRole('row', {
        name: 'db_password vault:kv/db#pw, version 7 sensitive',
      }),
    ).toBeVisible();
    expect(
      screen.getByRole('row', {
        name: "region the environment's definition in place of: terraform.tfvars",
      }),
    ).toBeVisible();
    const advice = screen.getByRole('region', { name: 'Could be safer' });
    expect(within(advice).getByText('variables.tf:3')).toBeVisible();
  });

  it('are not known of a plan from before', async () => {
    await open({});

    expect(
      await screen.findByText(
        'This plan was made before variables were recorded.',
      ),
    ).toBeVisible();
  });
});
