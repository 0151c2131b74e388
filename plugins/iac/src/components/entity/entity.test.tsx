import type { Entity } from '@backstage/catalog-model';
import { renderTestApp } from '@backstage/frontend-test-utils';
import { createTestEntityPage } from '@backstage/plugin-catalog-react/testUtils';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import iacPlugin, { iacApiRef } from '../..';
import { aService, anEnvironmentEntity } from '../../__testUtils__/entities';
import { aReadiness } from '../../__testUtils__/environmentScenes';
import { aRun, minutesAgo } from '../../__testUtils__/fixtures';
import { MemoryIacApi } from '../../__testUtils__/MemoryIacApi';

/** Cards and tab of an entity, one below the other. */
function renderEntity(entity: Entity, options: { api: MemoryIacApi }) {
  const { api } = options;
  renderTestApp({
    features: [iacPlugin],
    extensions: [createTestEntityPage({ entity })],
    apis: [[iacApiRef, api]],
  });
}

async function findCard(title: string) {
  const heading = await screen.findByRole('heading', { name: title });
  const card = heading.closest<HTMLElement>('.bui-Card');
  if (!card) throw new Error(`'${title}' is not the title of a card`);
  return within(card);
}

describe('cards of an entity', () => {
  it('say of each environment whether it drifted, since when, and how old the answer is', async () => {
    const production = aReadiness('drifted', 'production');
    const api = new MemoryIacApi({
      environments: [
        aReadiness('ready', 'staging'),
        {
          ...production,
          drift: {
            ...production.drift,
            since: minutesAgo(200),
            checkedAt: '2026-11-23T02:13:05.000Z',
          },
        },
      ],
    });
    renderEntity(aService('staging', 'production'), { api });
    const drift = await findCard('Drift');
    const [staging, drifted] = await drift.findAllByRole('listitem');
    expect(staging).toHaveTextContent(/staging No drift.*checked 41 min ago/);
    expect(drifted).toHaveTextContent(
      /2 resources drifted.*First seen 3 h ago/,
    );
    expect(
      within(drifted).getAllByTitle('2026-11-23 02:13:05 UTC').length,
    ).toBeGreaterThan(0);
    expect(
      within(drifted).getByRole('link', { name: 'Drift of production' }),
    ).toHaveAttribute('href', '/iac/environments/production#drift');
  });

  it('never show a failed or missing check as no drift', async () => {
    const api = new MemoryIacApi({
      environments: [
        aReadiness('check_failed', 'staging'),
        aReadiness('never_planned', 'production'),
      ],
    });
    renderEntity(aService('staging', 'production'), { api });
    const drift = await findCard('Drift');
    expect(await drift.findByText('Drift check failed')).toBeVisible();
    expect(drift.getByText('Drift not known')).toBeVisible();
    expect(drift.getByText('No check has given an answer yet')).toBeVisible();
    expect(drift.queryByText(/No drift/)).not.toBeInTheDocument();
  });

  it('say the verdict with its worst reason', async () => {
    const api = new MemoryIacApi({
      environments: [aReadiness('drifted', 'production')],
    });
    renderEntity(anEnvironmentEntity('production'), { api });
    const card = await findCard('Environments');
    expect(await card.findByText('BLOCKED')).toBeVisible();
    expect(card.getByText(/2 resources were changed outside/)).toBeVisible();
  });

  it('say which name leads nowhere', async () => {
    renderEntity(aService('stagin'), { api: new MemoryIacApi() });
    const drift = await findCard('Drift');
    expect(await drift.findByText('stagin')).toBeVisible();
    expect(
      drift.getByText(/Not defined in this portal, or you may not see it/),
    ).toBeVisible();
  });

  it('can be asked again when the portal did not answer', async () => {
    const api = new MemoryIacApi({
      environments: [aReadiness('ready', 'staging')],
    });
    jest
      .spyOn(api, 'getEnvironment')
      .mockRejectedValueOnce(new Error('The portal is starting'));
    renderEntity(aService('staging'), { api });
    const drift = await findCard('Drift');
    expect(await drift.findByText('The portal is starting')).toBeVisible();
    await userEvent.click(drift.getByRole('button', { name: 'Try again' }));
    expect(await drift.findByText('No drift')).toBeVisible();
  });

  it('are not there for an entity that names no environment', async () => {
    renderEntity(aService(), { api: new MemoryIacApi() });
    expect(
      screen.queryByRole('heading', { name: 'Drift' }),
    ).not.toBeInTheDocument();
  });
});

describe('tab of an entity', () => {
  it('shows each environment with reasons, proof and newest runs', async () => {
    const api = new MemoryIacApi({
      environments: [
        aReadiness('ready', 'staging'),
        aReadiness('drifted', 'production'),
      ],
      runs: [
        aRun({ environment: 'production', number: 9, state: 'errored' }),
        aRun({ environment: 'staging', number: 8 }),
      ],
    });
    renderEntity(aService('staging', 'production'), { api });
    const production = await screen.findByRole('region', {
      name: 'production',
    });
    expect(within(production).getByText('BLOCKED by 1')).toBeVisible();
    expect(
      within(production).getByRole('link', { name: 'Review drift' }),
    ).toBeVisible();
    const runs = await within(production).findByRole('list', {
      name: 'Newest runs of production',
    });
    expect(runs).toHaveTextContent(/#9 Plan\s*Failed, asked for by guest/);
    expect(
      within(production).getByRole('link', { name: 'All about production' }),
    ).toHaveAttribute('href', '/iac/environments/production');
    const staging = screen.getByRole('region', { name: 'staging' });
    expect(within(staging).getByText('READY')).toBeVisible();
  });

  it('belongs to an environment of the catalog, too, and starts what comes next', async () => {
    const api = new MemoryIacApi({
      environments: [aReadiness('never_planned', 'staging')],
    });
    renderEntity(anEnvironmentEntity('staging'), { api });
    const staging = await screen.findByRole('region', { name: 'staging' });
    expect(await within(staging).findByText('No run yet.')).toBeVisible();
    await userEvent.click(
      within(staging).getAllByRole('button', { name: 'Plan' })[0],
    );
    expect(await screen.findByRole('dialog')).toBeVisible();
  });
});
