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
  rules: {
    // Long logs and plans scroll inside a region of their own, which a keyboard
    // must be able to reach (WCAG 2.1.1).
    'jsx-a11y/no-noninteractive-tabindex': [
      'error',
      { roles: ['tabpanel', 'log', 'region'], tags: [] },
    ],
  },
});
