// The engine runs in the portal, the command line and remote workers alike:
// it knows nothing of Backstage's server, database or HTTP.
module.exports = require('@backstage/cli/config/eslint-factory')(__dirname, {
  restrictedImportPatterns: [
    '@backstage/*',
    '@backstage-iac/plugin-iac-node',
    '@backstage-iac/plugin-iac-backend',
    'express',
    'knex',
  ],
});
