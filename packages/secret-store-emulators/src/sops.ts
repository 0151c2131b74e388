import { resolvePackagePath } from '@backstage/backend-plugin-api';

/** The real command line of sops, without its cryptography. Absolute. */
export const SOPS = resolvePackagePath(
  '@backstage-iac/secret-store-emulators',
  'src/sops.sh',
);

/**
 * A file as sops writes it.
 *
 * @param test - what the stand-in does with the file, see `sops.sh`
 * @param document - what it holds, for `test: document`
 */
export function sealedBySops(test: string, document: object = {}): string {
  const sealed = Buffer.from(JSON.stringify(document)).toString('base64');
  return `test: ${test}
sealed: ${sealed}
password: ENC[AES256_GCM,data:Tr7o=,iv:1=,tag:k=,type:str]
sops:
  lastmodified: '2026-11-02T09:30:00Z'
  mac: ENC[AES256_GCM,data:p=,type:str]
`;
}
