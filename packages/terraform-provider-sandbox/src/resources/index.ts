/** Every type that the cloud knows. A new one is a file beside this, and a line here. */
import type { DataSource, ResourceType } from '../schema';
import { alertRule } from './alertRule';
import { cluster } from './cluster';
import { dashboard } from './dashboard';
import { database } from './database';
import { network } from './network';
import { region } from './region';
import { service } from './service';
import { subnet } from './subnet';

export const resourceTypes: readonly ResourceType[] = [
  network,
  subnet,
  cluster,
  database,
  service,
  dashboard,
  alertRule,
];

export const dataSources: readonly DataSource[] = [region];

export function resourceType(name: string | undefined): ResourceType {
  const found = resourceTypes.find(type => type.name === name);
  if (!found) throw new Error(`The sandbox has no resource type ${name}`);
  return found;
}

export function dataSource(name: string | undefined): DataSource {
  const found = dataSources.find(type => type.name === name);
  if (!found) throw new Error(`The sandbox has no data source ${name}`);
  return found;
}
