export interface Config {
  iac?: {
    secrets?: {
      sources?: {
        /** A source of type `vault`, which is the default for the id `vault`. Vault and OpenBao, KV version 1 and 2. */
        [id: string]: {
          /** What sort of source it is. Default: its id. */
          type?: string;
          /** `https://vault.example.com:8200`. */
          address?: string;
          /** Namespace of Vault Enterprise, HCP Vault or OpenBao. */
          namespace?: string;
          /** Version of the KV engines by mount, where the identity may not ask: `{ kv: 2 }`. */
          mounts?: { [path: string]: 1 | 2 };
          /** How to log in; one of the methods. */
          auth?: {
            /**
             * A token. For development; the others renew themselves.
             * @visibility secret
             */
            token?: string;
            /** A file with a token, as Vault Agent writes it; read at each use. */
            tokenFile?: string;
            appRole?: {
              roleId: string;
              /** @visibility secret */
              secretId?: string;
              /** A file with the secret id; read at each login. */
              secretIdFile?: string;
              /** Default: `approle`. */
              mount?: string;
            };
            kubernetes?: {
              role: string;
              /** Projected token of the service account; read at each login. Default: that of the pod. */
              tokenFile?: string;
              /** Default: `kubernetes`. */
              mount?: string;
            };
            jwt?: {
              role: string;
              /** A file with the token; read at each login. */
              tokenFile: string;
              /** Default: `jwt`. */
              mount?: string;
            };
          };
        };
      };
    };
  };
}
