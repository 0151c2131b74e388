// Shared by browser, server and command line: no server, no database, no React.
module.exports = require('@backstage/cli/config/eslint-factory')(__dirname, {
  restrictedImportPatterns: [
    '@backstage/backend-*',
    '@backstage-iac/*',
    'react',
    'knex',
    'express',
    'node:*',
  ],
});
