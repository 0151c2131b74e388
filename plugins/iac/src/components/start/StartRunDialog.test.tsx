import type { Environment, Protection } from '@backstage-iac/plugin-iac-common';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { aRun, aWaitingRun } from '../../__testUtils__/fixtures';
import { MemoryIacApi } from '../../__testUtils__/MemoryIacApi';
import { aProtectedReadiness } from '../../__testUtils__/people';
import { renderPortal } from '../../__testUtils__/renderPortal';

async function open(
  button: 'Plan and apply' | 'Plan' | 'Check drift',
  options: {
    protection?: Partial<Protection>;
    environment?: Partial<Environment>;
  } = {},
) {
  const readiness = aProtectedReadiness(
    options.protection,
    options.environment,
  );
  const api = new MemoryIacApi({
    environments: [
      {
        ...readiness,
        activeRuns: [
          aWaitingRun(),
          aRun({
            environment: 'production',
            number: 482,
            operation: 'drift-check',
            state: 'planning',
          }),
        ],
      },
    ],
  });
  const createRun = jest.spyOn(api, 'createRun');
  renderPortal({ api, path: '/environments/production' });
  await userEvent.click(await screen.findByRole('button', { name: button }));
  const dialog = await screen.findByRole('dialog');
  const start = within(dialog).getByRole('button', { name: 'Start' });
  return { dialog, start, createRun };
}

describe('starting a run', () => {
  it('says what happens, at which commit, who approves, and what else goes on', async () => {
    const { dialog, start } = await open('Plan and apply');
    expect(
      await within(dialog).findByText(
        'Plan and apply #481 waits for approval, and gives way to this one.',
      ),
    ).toBeVisible();
    expect(
      within(dialog).getByText(
        'Drift check #482 is under way; this one works beside it.',
      ),
    ).toBeVisible();
    expect(dialog).toHaveTextContent(/What happens.*Terraform plans first/);
    expect(dialog).toHaveTextContent(
      /newest commit of the default branch in source platform.*The last plan was of a1b2c3d Resize the database/,
    );
    expect(dialog).toHaveTextContent(
      /Who must approve.*Two approvals by platform-leads, not by who asked/,
    );
    expect(start).toBeEnabled();
  });

  it('plans another ref, to go back to an earlier commit', async () => {
    const { dialog, start, createRun } = await open('Plan');
    const ref = within(dialog).getByRole('textbox', { name: /^Branch, tag/ });
    await userEvent.type(ref, '--upload-pack=x');
    expect(within(dialog).getByRole('alert')).toHaveTextContent(
      /does not begin with a dash/,
    );
    expect(start).toBeDisabled();
    await userEvent.clear(ref);
    await userEvent.type(ref, 'v1.2.0 ');
    expect(dialog).toHaveTextContent('It works on v1.2.0 in source platform.');
    await userEvent.click(start);
    expect(createRun).toHaveBeenCalledWith(
      expect.objectContaining({ operation: 'plan-only', ref: 'v1.2.0' }),
    );
  });

  it('checks drift of what is deployed, whatever the ref', async () => {
    const { dialog } = await open('Check drift');
    expect(
      within(dialog).queryByRole('textbox', { name: /^Branch, tag/ }),
    ).toBeNull();
    expect(dialog).not.toHaveTextContent('Who must approve');
  });

  it('says that nobody is asked where plans are applied by themselves', async () => {
    const { dialog } = await open('Plan and apply', {
      protection: { apply: 'auto' },
    });
    expect(dialog).toHaveTextContent(/Nobody is asked/);
    expect(dialog).not.toHaveTextContent(/it waits for you/);
  });

  it('refuses early where nothing is ever applied', async () => {
    const { dialog, start } = await open('Plan and apply', {
      protection: { apply: 'never' },
    });
    expect(within(dialog).getByRole('alert')).toHaveTextContent(
      /for plans only. Start a plan instead/,
    );
    expect(start).toBeDisabled();
  });

  it('names what is still to fill in', async () => {
    const { dialog, start } = await open('Plan and apply', {
      protection: { reasonRequired: true, ticketRequired: true },
    });
    expect(start).toBeDisabled();
    expect(start).toHaveAccessibleDescription(
      'Still to fill in: Reason, Ticket',
    );
    await userEvent.type(
      within(dialog).getByRole('textbox', { name: /^Reason/ }),
      'Larger database',
    );
    expect(start).toHaveAccessibleDescription('Still to fill in: Ticket');
  });
});
