export interface Config {
  iac?: {
    secrets?: {
      sources?: {
        /** A source of type `age`, which is the default for the id `age`. */
        [id: string]: {
          /** What sort of source it is. Default: its id. */
          type?: string;
          /** Folder that references start from, and do not leave. Default: the repository's root. */
          root?: string;
          /** Where the private keys are that decrypt; one of the two. */
          identities?: {
            /** File of lines `AGE-SECRET-KEY-…`; relative paths start from the repository's root. */
            file?: string;
            /** Name of a process variable with such lines. */
            env?: string;
          };
          /** Public keys that `iac secrets create` and `rekey` encrypt for. */
          recipients?: string[];
        };
      };
    };
  };
}
