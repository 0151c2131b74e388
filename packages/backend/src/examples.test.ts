import { createMockDirectory } from '@backstage/backend-test-utils';
import {
  componentEntityV1alpha1Validator,
  groupEntityV1alpha1Validator,
  systemEntityV1alpha1Validator,
  userEntityV1alpha1Validator,
  type Entity,
} from '@backstage/catalog-model';
import { templateEntityV1beta3Validator } from '@backstage/plugin-scaffolder-common';
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseAllDocuments } from 'yaml';

const ROOT = resolve(__dirname, '../../..');
const SKELETON = join(ROOT, 'examples/templates/new-environment/skeleton');
const STAGING = join(ROOT, 'infra/environments/staging');

const VALUES: Record<string, string> = {
  name: 'demo',
  region: 'north-1',
  cidr: '10.30.0.0/16',
  zones: '1',
  nodes: '2',
  nodeType: 'small',
};

function read(directory: string, file: string): string {
  return readFileSync(join(directory, file), 'utf8');
}

/** The skeleton uses plain values only, so that this is all there is to it. */
function render(text: string, values = VALUES): string {
  return text.replace(/\$\{\{ values\.(\w+) \}\}/g, (_, name) => values[name]);
}

describe('the examples', () => {
  it.each([
    'catalog-info.yaml',
    'examples/entities.yaml',
    'examples/org.yaml',
    'examples/templates/new-environment/template.yaml',
    'examples/templates/plan-and-apply/template.yaml',
  ])('%s holds entities that the catalog takes', async file => {
    const validators = [
      componentEntityV1alpha1Validator,
      groupEntityV1alpha1Validator,
      systemEntityV1alpha1Validator,
      templateEntityV1beta3Validator,
      userEntityV1alpha1Validator,
    ];
    for (const document of parseAllDocuments(read(ROOT, file))) {
      const entity: Entity = document.toJS();
      const answers = validators.map(validator => validator.check(entity));
      await expect(Promise.all(answers)).resolves.toContain(true);
    }
  });

  describe('skeleton of a new environment', () => {
    const environment = createMockDirectory();

    it('is the code of staging, with values of its own', () => {
      const staging = render(read(SKELETON, 'main.tf'), { name: 'staging' });
      expect(staging).toBe(read(STAGING, 'main.tf'));
      for (const file of [
        '.terraform.lock.hcl',
        'outputs.tf',
        'secrets.auto.tfvars.example',
        'versions.tf',
      ]) {
        expect(read(SKELETON, file)).toBe(read(STAGING, file));
      }
      expect(
        read(SKELETON, 'variables.tf').replace(
          'Environments from the template are',
          'Staging is',
        ),
      ).toBe(read(STAGING, 'variables.tf'));
    });

    it('is formatted as Terraform wants it, and leaves no value open', () => {
      const files = readdirSync(SKELETON).map(file => [
        file,
        render(read(SKELETON, file)),
      ]);
      environment.setContent(Object.fromEntries(files));

      expect(files.join('\n')).not.toMatch(/\$\{\{|undefined/);
      expect(
        execFileSync('terraform', ['fmt', '-check', environment.path], {
          encoding: 'utf8',
        }),
      ).toBe('');
    });
  });
});
