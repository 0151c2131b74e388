import { createFrontendModule } from '@backstage/frontend-plugin-api';
import { SignInPage } from './signInPage';

export const signInModule = createFrontendModule({
  pluginId: 'app',
  extensions: [SignInPage],
});
