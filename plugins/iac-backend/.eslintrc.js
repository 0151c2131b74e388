// How Terraform is called is the engine's business alone.
module.exports = require('@backstage/cli/config/eslint-factory')(__dirname, {
  restrictedImportPatterns: ['node:child_process', '@backstage-iac/engine/*'],
});
