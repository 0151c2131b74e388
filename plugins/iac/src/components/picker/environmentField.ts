import {
  makeFieldSchema,
  type CustomFieldValidator,
} from '@backstage/plugin-scaffolder-react';

/** `ui:field` of templates. */
export const ENVIRONMENT_FIELD = 'IacEnvironmentPicker';

/** The name of an environment, with the options that a template may give. */
export const environmentFieldSchema = makeFieldSchema({
  output: z => z.string(),
  uiOptions: z =>
    z.object({
      readyFor: z
        .enum(['plan', 'apply', 'promote', 'rollback'])
        .optional()
        .describe('Only environments that are ready for this can be chosen'),
    }),
});

export type EnvironmentPickerProps = typeof environmentFieldSchema.TProps;

/** Asks the portal at the moment of leaving the page: the list may be older. */
export const validateEnvironment: CustomFieldValidator<
  string,
  { readyFor?: 'plan' | 'apply' | 'promote' | 'rollback' }
> = async (name, field, context) => {
  if (!name) return;
  const { environmentProblem } = await import('./environmentProblem');
  const problem = await environmentProblem(
    context.apiHolder,
    name,
    context.uiSchema?.['ui:options'] ?? {},
  );
  if (problem) field.addError(problem);
};
