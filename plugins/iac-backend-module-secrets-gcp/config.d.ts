export interface Config {
  iac?: {
    secrets?: {
      sources?: {
        /** A source of type `gcp`, which is the default for the id `gcp`: Google Cloud Secret Manager. Needs no settings. */
        [id: string]: {
          /** What sort of source it is. Default: its id. */
          type?: string;
          /** Project of references that are names alone. Default: that of the application default credentials. */
          project?: string;
          /** Another address than `https://secretmanager.googleapis.com`: a region's, an emulator's. */
          endpoint?: string;
        };
      };
    };
  };
}
