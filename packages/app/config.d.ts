export interface Config {
  auth?: {
    providers?: {
      /**
       * The demo's sign-in, without a password: packages/backend/src/auth.
       * @deepVisibility frontend
       */
      demo?: {
        /** Whom a visitor can be, besides the guest. */
        people: {
          /** Of a user in the catalog. */
          entityRef: string;
          name: string;
          /** What this person is in the company, shown below the name. */
          role?: string;
        }[];
      };
    };
  };
}
