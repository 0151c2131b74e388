export interface Config {
  iac?: {
    secrets?: {
      sources?: {
        /** A source of type `aws`, which is the default for the id `aws`: AWS Secrets Manager. Needs no settings. */
        [id: string]: {
          /** What sort of source it is. Default: its id. */
          type?: string;
          /** Default: what the AWS SDK finds around the process. */
          region?: string;
          /** Profile of the shared configuration files. Default: what the AWS SDK finds. */
          profile?: string;
          /** Another address than that of the region: a VPC endpoint, an emulator. */
          endpoint?: string;
        };
      };
    };
  };
}
