import { createBackend } from '@backstage/backend-defaults';

const backend = createBackend();

backend.add(import('@backstage/plugin-app-backend'));

backend.add(import('@backstage/plugin-auth-backend'));
backend.add(import('@backstage/plugin-auth-backend-module-guest-provider'));
backend.add(import('./auth'));

backend.add(import('@backstage/plugin-permission-backend'));
backend.add(import('./permission'));

backend.add(import('@backstage/plugin-catalog-backend'));
backend.add(
  import('@backstage/plugin-catalog-backend-module-scaffolder-entity-model'),
);
backend.add(import('@backstage-iac/plugin-catalog-backend-module-iac'));

backend.add(import('@backstage/plugin-scaffolder-backend'));
backend.add(import('@backstage-iac/plugin-scaffolder-backend-module-iac'));

// Without a module for a search engine, search runs in memory with Lunr.
backend.add(import('@backstage/plugin-search-backend'));
backend.add(import('@backstage/plugin-search-backend-module-catalog'));

backend.add(import('@backstage/plugin-events-backend'));
backend.add(import('@backstage/plugin-signals-backend'));
backend.add(import('@backstage/plugin-notifications-backend'));
backend.add(import('@backstage/plugin-user-settings-backend'));

backend.add(import('@backstage-iac/plugin-iac-backend'));
backend.add(import('@backstage-iac/plugin-iac-backend-module-notifications'));
// Encrypted files as a source of secrets; modules for AWS, Google Cloud, Vault
// and SOPS are added in the same way.
backend.add(import('@backstage-iac/plugin-iac-backend-module-secrets-age'));

backend.start();
