export { GoogleCloud } from './GoogleCloud';
export { sealedBySops, SOPS } from './sops';
export { VaultServer } from './VaultServer';
