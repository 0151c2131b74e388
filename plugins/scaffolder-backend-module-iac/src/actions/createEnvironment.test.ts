import {
  createMockDirectory,
  mockServices,
} from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { symlink } from 'node:fs/promises';
import { DirectorySource } from '../environments/DirectorySource';
import { StepHarness } from '../__testUtils__/StepHarness';
import { createIacEnvironmentCreateAction } from './createEnvironment';

const repository = createMockDirectory();
const workspace = createMockDirectory();

const SKELETON = { 'main.tf': '# demo', modules: { 'a.tf': '# nested' } };

function creating(options: { glob?: string; allowed?: boolean } = {}) {
  const { glob = 'infra/environments/*', allowed = true } = options;
  const config = mockServices.rootConfig({
    data: {
      iac: {
        sources: {
          platform: { target: './', environments: glob },
          remote: { target: 'https://git.example.com/platform.git' },
        },
      },
    },
  });
  return createIacEnvironmentCreateAction({
    permissions: mockServices.permissions.mock({
      authorize: async () => [
        { result: allowed ? AuthorizeResult.ALLOW : AuthorizeResult.DENY },
      ],
    }),
    sources: DirectorySource.fromConfig(config, { baseDir: repository.path }),
  });
}

function step(context: { isDryRun?: boolean } = {}) {
  return new StepHarness({ workspacePath: workspace.path, ...context });
}

function environments() {
  return repository.content({
    path: 'infra/environments',
    shouldReadAsText: true,
  });
}

const INPUT = { environment: 'demo', from: 'environment' };

describe('iac:environment:create', () => {
  beforeEach(() => {
    repository.setContent({
      infra: { environments: { staging: { 'main.tf': '# staging' } } },
    });
    workspace.setContent({ environment: SKELETON });
  });

  it('puts the rendered files where the source looks for environments', async () => {
    const harness = step();

    await harness.run(creating(), INPUT);

    expect(harness.outputs).toEqual({
      environment: 'demo',
      source: 'platform',
      directory: 'infra/environments/demo',
    });
    expect(environments()).toEqual({
      staging: { 'main.tf': '# staging' },
      demo: SKELETON,
    });
  });

  it('never overwrites, yet bears to be run twice', async () => {
    await step().run(creating(), INPUT);
    await step().run(creating(), INPUT);

    workspace.addContent({ 'environment/main.tf': '# another' });
    await expect(step().run(creating(), INPUT)).rejects.toThrow(
      "Environment 'demo' already exists and is never overwritten",
    );
    await expect(
      step().run(creating(), { ...INPUT, environment: 'staging' }),
    ).rejects.toThrow("Environment 'staging' already exists");
    expect(environments()).toEqual({
      staging: { 'main.tf': '# staging' },
      demo: SKELETON,
    });
  });

  it('writes nothing in a dry run, nor for a person who may not', async () => {
    await step({ isDryRun: true }).run(creating(), INPUT);
    await expect(
      step().run(creating({ allowed: false }), INPUT),
    ).rejects.toThrow("permission 'iac.environment.create' is missing");

    expect(environments()).toEqual({
      staging: { 'main.tf': '# staging' },
    });
  });

  it('stays inside the workspace and the source, and takes no links', async () => {
    await expect(
      step().run(creating(), { ...INPUT, from: '../..' }),
    ).rejects.toThrow(/not allowed|outside/i);
    await expect(
      step().run(creating({ glob: '../other/*' }), INPUT),
    ).rejects.toThrow(/not allowed|outside/i);

    await symlink('/etc/hostname', workspace.resolve('environment/hostname'));
    await expect(step().run(creating(), INPUT)).rejects.toThrow(
      "'hostname' is a link",
    );
  });

  it('says what is wrong with the request', async () => {
    await expect(
      step().run(creating(), { ...INPUT, source: 'remote' }),
    ).rejects.toThrow("known are 'platform'");
    await expect(
      step().run(creating({ glob: 'infra/**/env-*' }), INPUT),
    ).rejects.toThrow(
      "'iac.sources.platform.environments' is 'infra/**/env-*'",
    );
    await expect(
      step().run(creating(), { ...INPUT, from: 'nothing' }),
    ).rejects.toThrow(/cannot be read/);
    workspace.setContent({ environment: { 'README.md': 'no code' } });
    await expect(step().run(creating(), INPUT)).rejects.toThrow(
      "Folder 'environment' holds no .tf file",
    );
  });
});
