/** English of the checks of code, commit, format and versions. */
export const sourceWords = {
  'checks.source.layout.title': 'Source and directory',
  'checks.source.layout.why':
    'A renamed directory or a lost repository is noticed before somebody needs to change something.',
  'checks.source.layout.needs':
    "The environment's entry under 'iac.environments', and a run",
  'checks.source.layout.do':
    'Correct source and directory in the configuration',
  'checks.source.layout.found': "'{{directory}}' was found in the source",
  'checks.source.layout.lost': 'The source could not be fetched',
  'checks.source.layout.lostBecause':
    'The source could not be fetched: {{error}}',

  'checks.source.ref.title': 'Commit and ref',
  'checks.source.ref.why':
    'What was planned from files that nobody committed cannot be planned again.',
  'checks.source.ref.needs': 'A run',
  'checks.source.ref.do': 'Commit the changes and plan again',
  'checks.source.ref.outside':
    'The source is a directory outside git: no commit tells what was planned',
  'checks.source.ref.dirty':
    'The newest plan was made with changes that are not committed',
  'checks.source.ref.planned': 'Planned at {{commit}}',
  'checks.source.ref.plannedOf': "Planned at {{commit}} of '{{ref}}'",

  'checks.lint.fmt.title': 'Format',
  'checks.lint.fmt.why':
    'Formatting noise hides the change that matters in a review.',
  'checks.lint.fmt.needs': 'A plan',
  'checks.lint.fmt.do': "Run 'terraform fmt' and commit",
  'checks.lint.fmt.passed': 'The code is formatted',

  'checks.lint.validate.title': 'Validity',
  'checks.lint.validate.why':
    'Code that does not validate cannot be planned in an emergency either.',
  'checks.lint.validate.needs': 'A plan',
  'checks.lint.validate.do': 'Correct the code, the log names file and line',
  'checks.lint.validate.passed': 'The code is valid',

  'checks.modules.pinned.title': 'Pinned versions',
  'checks.modules.pinned.why':
    'Without a lock file a provider that was released overnight is what gets applied.',
  'checks.modules.pinned.needs': 'A plan',
  'checks.modules.pinned.do':
    "Run 'terraform init' and commit .terraform.lock.hcl",
  'checks.modules.pinned.passed': 'A lock file is committed',
  'checks.modules.pinned.ended':
    "The newest run ended before 'init' was through",

  'checks.stage.warned': 'There are warnings',
  'checks.stage.failed': 'The stage failed',
  'checks.stage.ended': 'The newest run ended before this stage',
} as const;
