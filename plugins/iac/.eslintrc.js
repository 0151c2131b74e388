// A browser loads this: nothing of the backend, no Material UI.
module.exports = require('@backstage/cli/config/eslint-factory')(__dirname, {
  restrictedImportPatterns: [
    '@backstage/backend-*',
    '@backstage/plugin-*-backend',
    '@backstage/plugin-*-node',
    '@backstage-iac/engine',
    '@backstage-iac/plugin-iac-node',
    '@backstage-iac/plugin-iac-backend',
    '@material-ui/*',
    '@mui/*',
  ],
});
