import type { DiscussionEntry } from '@backstage-iac/plugin-iac-common';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { aRun, minutesAgo } from '../../__testUtils__/fixtures';
import { MemoryIacApi } from '../../__testUtils__/MemoryIacApi';
import { openRun } from '../../__testUtils__/openRun';
import { ADA, GRACE } from '../../__testUtils__/people';
import { renderPortal } from '../../__testUtils__/renderPortal';

const RUN = aRun();

const discussion = () => screen.findByRole('region', { name: 'Discussion' });

describe('Discussion', () => {
  it('says that nobody has said anything', async () => {
    await openRun(RUN);
    expect(
      await within(await discussion()).findByText(
        'Nobody has said anything yet.',
      ),
    ).toBeVisible();
  });

  it('shows words and deeds in one line of time', async () => {
    const entries: DiscussionEntry[] = [
      {
        id: '1',
        kind: 'comment',
        person: ADA,
        text: 'Why?',
        at: minutesAgo(9),
      },
      { id: '2', kind: 'approved', person: GRACE, at: minutesAgo(4) },
      { id: '3', kind: 'force-canceled', person: ADA, at: minutesAgo(1) },
    ];
    await openRun(RUN, { discussions: { [RUN.id]: entries } });
    const items = await within(await discussion()).findAllByRole('listitem');
    expect(items.map(({ textContent }) => textContent)).toEqual([
      expect.stringMatching(/ada commented 9 min agoWhy\?$/),
      expect.stringMatching(/grace approved the plan 4 min ago$/),
      expect.stringMatching(/ada ended the run by force 1 min ago$/),
    ]);
  });

  it('takes a comment as plain text', async () => {
    await openRun(RUN);
    const region = await discussion();
    const send = await within(region).findByRole('button', { name: 'Comment' });
    expect(send).toBeDisabled();
    await userEvent.type(
      within(region).getByRole('textbox', { name: 'Add a comment' }),
      'See https://wiki.example <b>now</b>',
    );
    await userEvent.click(send);
    expect(
      await within(region).findByText('See https://wiki.example <b>now</b>'),
    ).toBeVisible();
    expect(within(region).queryByRole('link')).not.toBeInTheDocument();
    expect(within(region).getByRole('textbox')).toHaveValue('');
  });

  it('does not take failure for silence', async () => {
    const api = new MemoryIacApi({ runs: [RUN] });
    jest
      .spyOn(api, 'listDiscussion')
      .mockRejectedValue(new Error('The database is away'));
    renderPortal({ api, path: `/runs/${RUN.id}` });
    const region = await discussion();
    expect(
      await within(region).findByText('The database is away'),
    ).toBeVisible();
    expect(
      within(region).queryByText(/Nobody has said/),
    ).not.toBeInTheDocument();
  });
});
