import { createApp } from '@backstage/frontend-defaults';
import catalogPlugin from '@backstage/plugin-catalog/alpha';
import { iacTranslationsModule } from '@backstage-iac/plugin-iac';
import { navModule } from './modules/nav';
import { signInModule } from './modules/signIn';

export default createApp({
  features: [catalogPlugin, iacTranslationsModule, navModule, signInModule],
});
