import { z } from 'zod';

const text = z.string().min(1, 'must not be empty');

/** Becomes part of a URL's path. */
const mount = z
  .string()
  .regex(/^[\w.-]+(\/[\w.-]+)*$/, "must be a path such as 'kubernetes'");

const appRole = z
  .strictObject({
    roleId: text,
    secretId: text.optional(),
    secretIdFile: text.optional(),
    mount: mount.default('approle'),
  })
  .refine(
    ({ secretId, secretIdFile }) => !secretId !== !secretIdFile,
    "needs one of 'secretId' and 'secretIdFile'",
  );

const auth = z.union(
  [
    z.strictObject({ token: text }),
    z.strictObject({ tokenFile: text }),
    z.strictObject({ appRole }),
    z.strictObject({
      kubernetes: z.strictObject({
        role: text,
        tokenFile: text.default(
          '/var/run/secrets/kubernetes.io/serviceaccount/token',
        ),
        mount: mount.default('kubernetes'),
      }),
    }),
    z.strictObject({
      jwt: z.strictObject({
        role: text,
        tokenFile: text,
        mount: mount.default('jwt'),
      }),
    }),
  ],
  {
    error:
      "must have one of 'token', 'tokenFile', 'appRole', 'kubernetes' and 'jwt', with their own settings",
  },
);

/** `iac.secrets.sources.<id>` of a Vault or OpenBao server. */
export const vaultSettings = z.strictObject({
  address: z
    .url({ protocol: /^https?$/, error: 'must be https://… of the server' })
    .refine(
      // Not a refinement of a valid URL: zod runs it on others as well.
      url => !/[@?#]/.test(url),
      'must be the address alone',
    ),
  namespace: mount.optional(),
  mounts: z.record(mount, z.union([z.literal(1), z.literal(2)])).optional(),
  auth,
});

/** As written in the configuration. @public */
export type VaultSettings = z.input<typeof vaultSettings>;
export type ReadVaultSettings = z.output<typeof vaultSettings>;
