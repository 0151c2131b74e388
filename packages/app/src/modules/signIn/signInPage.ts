import { SignInPageBlueprint } from '@backstage/plugin-app-react';

export const SignInPage = SignInPageBlueprint.make({
  params: {
    loader: async () => (await import('./DemoSignInPage')).DemoSignInPage,
  },
});
