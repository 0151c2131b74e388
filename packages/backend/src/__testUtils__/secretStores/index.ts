import { age } from './age';
import { aws } from './aws';
import { gcp } from './gcp';
import type { SecretStore } from './SecretStore';
import { sops } from './sops';
import { vault } from './vault';

export type { OpenStore, PlantedCanary, SecretStore } from './SecretStore';

/** Every kind of store that there is a module for. */
export const SECRET_STORES: SecretStore[] = [age, sops, aws, gcp, vault];
