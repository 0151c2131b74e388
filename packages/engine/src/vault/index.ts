export { BrokenSealError, UnknownKeyError } from './errors';
export { Keyring, type EncryptionKey } from './Keyring';
