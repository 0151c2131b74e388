import { createMockDirectory } from '@backstage/backend-test-utils';
import { findBaseDir } from './findBaseDir';

describe('findBaseDir', () => {
  const repository = createMockDirectory();

  beforeEach(() => {
    repository.setContent({
      'package.json': '{ "workspaces": ["packages/*"] }',
      packages: { backend: { 'package.json': '{}', src: {} } },
    });
  });

  it('finds the root of the repository from a package of it', () => {
    expect(
      findBaseDir({
        env: {},
        cwd: repository.resolve('packages/backend/src'),
      }),
    ).toBe(repository.path);
  });

  it('does as IAC_BASE_DIR says', () => {
    expect(
      findBaseDir({ env: { IAC_BASE_DIR: '/elsewhere' }, cwd: '/tmp' }),
    ).toBe('/elsewhere');
  });
});
