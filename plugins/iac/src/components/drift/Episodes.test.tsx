import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  anEndedEpisode,
  anEpisode,
  someEpisodes,
} from '../../__testUtils__/drift';
import { aReadiness } from '../../__testUtils__/environmentScenes';
import { MemoryIacApi } from '../../__testUtils__/MemoryIacApi';
import { renderPortal } from '../../__testUtils__/renderPortal';

async function openEpisodes(episodes = someEpisodes(), failure?: Error) {
  const api = new MemoryIacApi({
    environments: [aReadiness('ready', 'production')],
    driftEpisodes: { production: episodes },
  });
  if (failure) {
    jest.spyOn(api, 'listDriftEpisodes').mockRejectedValueOnce(failure);
  }
  renderPortal({ api, path: '/environments/production' });
  return within(await screen.findByRole('region', { name: 'Episodes' }));
}

describe('Episodes of drift', () => {
  it('begin with the one that goes on', async () => {
    const episodes = await openEpisodes();
    const [first] = await episodes.findAllByRole('button');
    expect(first).toHaveAccessibleName(
      /^Going on for 3 h high 2 resources came back: 2 earlier episodes/,
    );
    await userEvent.click(first);
    const facts = episodes.getAllByRole('definition');
    expect(facts[0]).toHaveTextContent('3 h ago · #13');
    expect(episodes.getByText('Last apply before')).toBeVisible();
    expect(episodes.getByText(/Plan and apply by ada/)).toBeVisible();
    expect(episodes.getByRole('link', { name: '#7' })).toHaveAttribute(
      'href',
      '/iac/runs/production-7',
    );
    const drifted = episodes.getByRole('list', {
      name: 'Resources that drifted',
    });
    expect(within(drifted).getAllByRole('listitem')[0]).toHaveTextContent(
      /^high.*sandbox_network\.main changed, gone · tags\["team"\]/,
    );
  });

  it.each([
    ['reconciled', /^Put back by an apply after 4 h/],
    ['accepted', /^Taken over into the state after 4 h/],
    ['vanished', /^Gone without an apply after 4 h/],
    ['ignored', /^Covered by a rule for known drift after 4 h/],
  ] as const)(
    'say that one was %s, and how long it took',
    async (how, words) => {
      const episodes = await openEpisodes([anEndedEpisode(how, 9)]);
      const head = await episodes.findByRole('button', { name: words });
      await userEvent.click(head);
      expect(
        episodes.getByText('Time to remediate').nextSibling,
      ).toHaveTextContent('4 h');
      expect(
        episodes.getByText('no earlier episode had a resource in common'),
      ).toBeVisible();
    },
  );

  it('say that the newest check failed', async () => {
    const episodes = await openEpisodes([
      anEpisode({
        lastCheck: { ...anEpisode().lastCheck, answer: 'failed' },
      }),
    ]);
    await userEvent.click(await episodes.findByRole('button'));
    expect(episodes.getByText('The newest check gave no answer')).toBeVisible();
  });

  it('come in pages', async () => {
    const episodes = await openEpisodes();
    expect(await episodes.findByText('1–5 of 7')).toBeVisible();
    expect(episodes.getByRole('button', { name: 'Newer' })).toBeDisabled();
    await userEvent.click(episodes.getByRole('button', { name: 'Older' }));
    expect(await episodes.findByText('6–7 of 7')).toBeVisible();
    expect(episodes.getByRole('button', { name: 'Older' })).toBeDisabled();
    await userEvent.click(episodes.getByRole('button', { name: 'Newer' }));
    expect(
      await episodes.findByRole('button', { name: /^Going on/ }),
    ).toBeVisible();
  });

  it('say that there were none', async () => {
    const episodes = await openEpisodes([]);
    expect(
      await episodes.findByText('No check has ever seen drift here.'),
    ).toBeVisible();
  });

  it('say that they could not be read, and are read again', async () => {
    const episodes = await openEpisodes(
      someEpisodes(),
      new Error('The connection was reset'),
    );
    expect(await episodes.findByRole('alert')).toHaveTextContent(
      /could not be loaded.*The connection was reset/,
    );
    await userEvent.click(episodes.getByRole('button', { name: 'Try again' }));
    expect(
      await episodes.findByRole('button', { name: /^Going on/ }),
    ).toBeVisible();
  });
});
