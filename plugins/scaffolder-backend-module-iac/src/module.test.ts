import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import {
  scaffolderActionsExtensionPoint,
  type TemplateAction,
} from '@backstage/plugin-scaffolder-node';
import scaffolderModuleIac from '.';

describe('scaffolderModuleIac', () => {
  it('adds its actions, each with a schema and examples', async () => {
    const actions = new Array<TemplateAction>();
    await startTestBackend({
      extensionPoints: [
        [
          scaffolderActionsExtensionPoint,
          { addActions: (...added) => actions.push(...added) },
        ],
      ],
      features: [
        scaffolderModuleIac,
        mockServices.rootConfig.factory({
          data: { app: { baseUrl: 'https://portal.example.com' } },
        }),
      ],
    });

    expect(actions.map(({ id }) => id)).toEqual([
      'iac:plan',
      'iac:apply',
      'iac:drift:check',
      'iac:readiness:assert',
      'iac:environment:create',
    ]);
    for (const action of actions) {
      expect(action.supportsDryRun).toBe(true);
      expect(action.examples?.length).toBeGreaterThan(0);
      expect(action.schema?.input).toMatchObject({ type: 'object' });
      expect(action.examples?.[0].example).toContain(action.id);
    }
  });
});
