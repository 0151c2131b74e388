import {
  ephemeralVariable,
  gitToken,
  secretVariable,
  stateCredential,
} from '@backstage-iac/canaries';
import { SECRET_STORES } from './secretStores';

/** Variables that come from the process. */
export const OF_PROCESS = [
  secretVariable('db_password'),
  secretVariable('config', text =>
    JSON.stringify({ user: 'app', password: text }, undefined, 2),
  ),
  secretVariable('lines', text => `first line\n${text}\nlast line\n`),
  ephemeralVariable('api_token'),
];

/** Where the process has a variable's value. */
export const processVariable = (name: string) => `CANARY_${name.toUpperCase()}`;

export const STORES = SECRET_STORES.filter(({ isThere }) => isThere);

export const IN_STORES = STORES.flatMap(({ planted }) => planted);

export const STATE = stateCredential('PGPASSWORD');

export const GIT = gitToken();

export const VARIABLES = [
  ...OF_PROCESS,
  ...IN_STORES.map(({ canary }) => canary),
];

/** Every way in which a secret comes to a run: a new one is a line above, a new store one of `SECRET_STORES`. */
export const CANARIES = [...VARIABLES, STATE, GIT];

/** What a person types who pastes more than they meant to. */
export const TYPED = [...VARIABLES, STATE]
  .map(({ value }) => `typed ${value}`)
  .join('\n');
