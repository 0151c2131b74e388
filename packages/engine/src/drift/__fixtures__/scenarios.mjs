// What happens in each environment of the table: code that is applied, what is
// done to reality or to the state behind Terraform's back, and code (or variables)
// at the head. `between` is a list of steps, see make-pairs.mjs.

const block = (type, name, body) =>
  `resource "${type}" "${name}" {\n${Object.entries(body)
    .map(([key, value]) => `  ${key} = ${value}\n`)
    .join('')}}\n`;

const network = (name = 'main', more = {}) =>
  block('sandbox_network', name, {
    name: `"${name}"`,
    cidr: '"10.0.0.0/16"',
    ...more,
  });
const database = (more = {}) =>
  block('sandbox_database', 'main', {
    name: '"main"',
    engine: '"postgres"',
    storage_gb: 20,
    password: '"S3CRET-db-password"',
    ...more,
  });
const subnet = (more = {}) =>
  block('sandbox_subnet', 'main', {
    name: '"sub"',
    network_id: 'sandbox_network.main.id',
    cidr: '"10.0.1.0/24"',
    zone: '"north-1a"',
    ...more,
  });
const dashboard = (more = {}) =>
  block('sandbox_dashboard', 'main', {
    name: '"main"',
    title: '"Main"',
    ...more,
  });
const data = (input, name = 'main', more = '') =>
  `resource "terraform_data" "${name}" {\n  input = ${input}\n${more}}\n`;
const output = (name, value) => `output "${name}" {\n  value = ${value}\n}\n`;
const check = (condition, more = '') =>
  `check "size" {\n${more}  assert {\n    condition     = ${condition}\n    error_message = "not as it should be"\n  }\n}\n`;
const moved = (from, to) => `moved {\n  from = ${from}\n  to   = ${to}\n}\n`;
const variable = (name, more = '') => `variable "${name}" {\n${more}}\n`;
const counted = count => network('main', { count, name: '"n${count.index}"' });
const keyed = (keys, more = {}) =>
  network('main', {
    for_each: `{ ${keys.map((key, at) => `${key} = "k${at}"`).join(', ')} }`,
    name: 'each.value',
    ...more,
  });
const ODD_KEYS = [
  '"a.b[0]"',
  '"q\\"uote"',
  '"new\\nline"',
  '"dollar$${x}"',
  '"*"',
  '"\u{1f600} \\\\"',
  '""',
];

const set = (object, attribute, value) => ({ set: [object, attribute, value] });
const gone = object => ({ delete: object });

const IMPORT_B = 'import {\n  id = "net-b"\n  to = sandbox_network.b\n}\n';
const FORGET_B =
  'removed {\n  from = sandbox_network.b\n  lifecycle {\n    destroy = false\n  }\n}\n';
const REFUSED =
  'variable "v" {\n  default = 1\n  validation {\n    condition     = var.v == 2\n    error_message = "no"\n  }\n}\n';
const UPSTREAM =
  'data "terraform_remote_state" "up" {\n  backend = "local"\n  config  = { path = "up.json" }\n}\n';
const holds = value =>
  `output "up" {\n  value = 1\n  precondition {\n    condition     = data.terraform_remote_state.up.outputs.a == "${value}"\n    error_message = "no"\n  }\n}\n`;

export const scenarios = {
  // Nothing happened.
  clean: { first: network() },
  'clean-comment-only': { first: network(), head: `# new\n${network()}` },
  'clean-data-source': {
    first: `data "sandbox_region" "main" {\n  name = "north-1"\n}\n${data(
      'data.sandbox_region.main.location',
    )}`,
  },
  'clean-nothing-at-all': { first: output('a', '1') },
  'clean-odd-keys': { first: keyed(ODD_KEYS) },
  'clean-condition': {
    first: data(
      '1',
      'main',
      '  lifecycle {\n    postcondition {\n      condition     = self.input == 1\n      error_message = "no"\n    }\n  }\n',
    ),
  },

  // Somebody changed something outside.
  'outside-tags': {
    first: network(),
    between: [set('main', 'tags', '{"team":"x"}')],
  },
  'outside-tags-removed': {
    first: network('main', { tags: '{ team = "x" }' }),
    between: [set('main', 'tags', 'null')],
  },
  'outside-one-tag-of-two': {
    first: network('main', { tags: '{ team = "x", "cost.center" = "1" }' }),
    between: [set('main', 'tags', '{"team":"x","cost.center":"2"}')],
  },
  'outside-size': {
    first: database(),
    between: [set('main', 'size', 'large')],
  },
  'outside-size-and-tags': {
    first: network() + database(),
    between: [
      { set: ['main', 'size', 'large'], type: 'sandbox_database' },
      { set: ['main', 'tags', '{"a":"b"}'], type: 'sandbox_network' },
    ],
  },
  'outside-two-attributes': {
    first: database(),
    between: [set('main', 'size', 'large'), set('main', 'backup_days', '1')],
  },
  'outside-boolean': {
    first: network() + subnet(),
    between: [set('sub', 'public', 'true')],
  },
  'outside-list': {
    first: dashboard({ panels: '["a", "b"]' }),
    between: [set('main', 'panels', '["a","c","d"]')],
  },
  'outside-computed-only': {
    first: dashboard(),
    between: [
      { cloud: { name: 'main', attributes: { url: 'https://elsewhere' } } },
    ],
  },
  'outside-deleted': { first: network(), between: [gone('main')] },
  'outside-all-deleted': {
    first: network('a') + network('b') + network('c'),
    between: [gone('a'), gone('b'), gone('c')],
  },
  'outside-deleted-with-dependent': {
    first: network() + subnet(),
    between: [gone('main')],
  },
  'outside-replaced': { first: network(), between: [{ replace: 'main' }] },
  'outside-sensitive': {
    first:
      variable('secret', '  sensitive = true\n  default   = "S3CRET-tag"\n') +
      network('main', { tags: '{ key = var.secret }' }),
    between: [set('main', 'tags', '{"key":"S3CRET-other"}')],
  },
  'outside-count': {
    first: counted(3),
    between: [set('n1', 'tags', '{"a":"b"}')],
  },
  'outside-count-deleted': { first: counted(3), between: [gone('n2')] },
  'outside-odd-key': {
    first: keyed(ODD_KEYS),
    between: [set('k0', 'tags', '{"a":"b"}')],
  },
  'outside-odd-keys-all': {
    first: keyed(ODD_KEYS),
    between: ODD_KEYS.map((_, at) => set(`k${at}`, 'tags', '{"a":"b"}')),
  },
  'outside-odd-key-deleted': { first: keyed(ODD_KEYS), between: [gone('k1')] },
  'outside-in-module': {
    first:
      'module "net" {\n  source   = "./m"\n  for_each = toset(["eu.west"])\n}\n',
    module: network(),
    between: [set('main', 'tags', '{"a":"b"}')],
  },
  'outside-deleted-in-module-with-dependent': {
    first:
      'module "net" {\n  source   = "./m"\n  for_each = toset(["eu.west"])\n}\n',
    module: network() + subnet(),
    between: [gone('main')],
  },
  'outside-with-output': {
    first: database() + output('size', 'sandbox_database.main.size'),
    between: [set('main', 'size', 'large')],
  },
  'outside-accepted-in-code': {
    first: database(),
    between: [set('main', 'size', 'large')],
    head: database({ size: '"large"' }),
  },
  'outside-deleted-and-removed-in-code': {
    first: network('a') + network('b'),
    between: [gone('b')],
    head: network('a'),
  },

  // Code or variables moved.
  'undeployed-attribute': {
    first: database(),
    head: database({ size: '"large"' }),
  },
  'undeployed-added': { first: network(), head: network() + database() },
  'undeployed-removed': {
    first: network('a') + network('b'),
    head: network('a'),
  },
  'undeployed-all-removed': { first: network(), head: '' },
  'undeployed-replaced': {
    first: network(),
    head: network('main', { cidr: '"10.1.0.0/16"' }),
  },
  'undeployed-replaced-with-dependent': {
    first: network() + subnet(),
    head: network('main', { cidr: '"10.1.0.0/16"' }) + subnet(),
  },
  'undeployed-create-before-destroy': {
    first: network(),
    head: network('main', { cidr: '"10.1.0.0/16"', lifecycle: '"x"' }).replace(
      'lifecycle = "x"',
      'lifecycle {\n    create_before_destroy = true\n  }',
    ),
  },
  'undeployed-count-raised': { first: counted(1), head: counted(3) },
  'undeployed-count-lowered': { first: counted(3), head: counted(1) },
  'undeployed-odd-key-added': {
    first: keyed(ODD_KEYS.slice(1)),
    head: keyed(ODD_KEYS.slice(1).concat('"a.b[0]"')),
  },
  'undeployed-key-renamed': { first: keyed(['"a.b"']), head: keyed(['"a.c"']) },
  'undeployed-data': { first: data('"one"'), head: data('"two"') },
  'undeployed-with-output': {
    first: data('"one"') + output('a', 'terraform_data.main.output'),
    head: data('"two"') + output('a', 'terraform_data.main.output'),
  },
  'undeployed-triggered': {
    first:
      data('"one"') +
      data(
        '1',
        'other',
        '  lifecycle {\n    replace_triggered_by = [terraform_data.main]\n  }\n',
      ),
    head:
      data('"two"') +
      data(
        '1',
        'other',
        '  lifecycle {\n    replace_triggered_by = [terraform_data.main]\n  }\n',
      ),
  },
  'undeployed-variable': {
    first: variable('size') + data('var.size'),
    vars: { size: 'small' },
    headVars: { size: 'large' },
  },
  'undeployed-variable-known': {
    // The variables of the last apply are at hand: two plans at one commit.
    first: variable('size') + data('var.size'),
    vars: { size: 'small' },
    headVars: { size: 'large' },
    planWithFormer: true,
  },
  'undeployed-secret': {
    first: variable('secret', '  sensitive = true\n') + data('var.secret'),
    vars: { secret: 'S3CRET-one' },
    headVars: { secret: 'S3CRET-two' },
  },
  'undeployed-first': { head: network(), never: true },
  'undeployed-first-with-output': {
    head: data('"one"') + output('a', '1'),
    never: true,
  },
  'undeployed-first-of-nothing': { head: '# nothing yet\n', never: true },

  // Both.
  'both-other-attribute': {
    first: database(),
    between: [set('main', 'size', 'large')],
    head: database({ backup_days: 3 }),
  },
  'both-same-attribute': {
    first: database(),
    between: [set('main', 'size', 'large')],
    head: database({ size: '"medium"' }),
  },
  'both-other-resource': {
    first: network('a') + network('b'),
    between: [set('a', 'tags', '{"a":"b"}')],
    head: network('a') + network('b', { tags: '{ c = "d" }' }),
  },
  'both-added': {
    first: network(),
    between: [set('main', 'tags', '{"a":"b"}')],
    head: network() + network('other'),
  },
  'both-deleted-and-changed-in-code': {
    first: network(),
    between: [gone('main')],
    head: network('main', { tags: '{ a = "b" }' }),
  },
  'both-dependent-and-added': {
    first: network() + subnet(),
    between: [gone('main')],
    head: network() + subnet() + network('new'),
  },
  'both-variable': {
    first: variable('size') + network() + data('var.size'),
    between: [set('main', 'tags', '{"a":"b"}')],
    vars: { size: 'small' },
    headVars: { size: 'large' },
  },

  // Only the state's books.
  'books-output-added': {
    first: network(),
    head: network() + output('a', '1'),
  },
  'books-output-changed': {
    first: network() + output('a', '1'),
    head: network() + output('a', '2'),
  },
  'books-output-removed': {
    first: network() + output('a', '1'),
    head: network(),
  },
  'books-output-number': {
    first: network() + output('a', 'length(sandbox_network.main.id)'),
  },
  'books-moved': {
    first: network('main'),
    head:
      network('main').replace(
        '"sandbox_network" "main"',
        '"sandbox_network" "other"',
      ) + moved('sandbox_network.main', 'sandbox_network.other'),
  },
  'books-moved-to-key': {
    first: network('main', { name: '"k0"' }),
    head:
      keyed(['"a.b"']) +
      moved('sandbox_network.main', 'sandbox_network.main["a.b"]'),
  },
  'books-moved-and-changed-outside': {
    first: network('main'),
    between: [set('main', 'tags', '{"a":"b"}')],
    head:
      network('main').replace(
        '"sandbox_network" "main"',
        '"sandbox_network" "other"',
      ) + moved('sandbox_network.main', 'sandbox_network.other'),
  },
  'books-moved-and-changed-in-code': {
    first: network('main'),
    head:
      network('main', { tags: '{ a = "b" }' }).replace(
        '"sandbox_network" "main"',
        '"sandbox_network" "other"',
      ) + moved('sandbox_network.main', 'sandbox_network.other'),
  },
  'books-import': {
    first: network('a'),
    between: [{ create: 'b' }],
    head: network('a') + network('b') + IMPORT_B,
  },
  'books-import-and-update': {
    first: network('a'),
    between: [{ create: 'b' }],
    head: network('a') + network('b', { tags: '{ a = "b" }' }) + IMPORT_B,
  },
  'books-forget': {
    first: network('a') + network('b'),
    head: network('a') + FORGET_B,
  },

  // Checks.
  'check-passed': {
    first: data('1') + check('terraform_data.main.output == 1'),
  },
  'check-failed': {
    first: data('1') + check('terraform_data.main.output == 2'),
  },
  'check-of-drifted': {
    first: database() + check('sandbox_database.main.size == "small"'),
    between: [set('main', 'size', 'large')],
  },
  'check-added-failing': {
    first: data('1'),
    head: data('1') + check('terraform_data.main.output == 2'),
  },
  'check-unknown': {
    first: data('1') + check('timestamp() != terraform_data.main.id'),
  },
  'check-unknown-until-apply': {
    first: data('1'),
    head: data('1') + network() + check('sandbox_network.main.id != ""'),
  },
  'check-nested-data': {
    first:
      data('1') +
      check(
        'data.sandbox_region.in.location == "Stockholm"',
        '  data "sandbox_region" "in" {\n    name = "north-1"\n  }\n',
      ),
  },
  'check-nested-data-failed': {
    first:
      data('1') +
      check(
        'data.sandbox_region.in.location == "Dublin"',
        '  data "sandbox_region" "in" {\n    name = "north-1"\n  }\n',
      ),
  },

  // Conditions: Terraform plans nothing while one fails.
  'condition-failed': {
    first: UPSTREAM + holds('one'),
    upstream: ['one', 'two'],
  },
  'condition-failed-and-outside': {
    first: UPSTREAM + holds('one') + network(),
    between: [set('main', 'tags', '{"a":"b"}')],
    upstream: ['one', 'two'],
  },
  'condition-failed-at-head': {
    first: UPSTREAM,
    head: UPSTREAM + holds('two'),
    upstream: ['one', 'one'],
  },
  'condition-failed-at-applied': {
    first: UPSTREAM + holds('one'),
    head: UPSTREAM + holds('two'),
    upstream: ['one', 'two'],
  },

  // A tool moved.
  'tool-provider-tells-more': { first: network(), upgrade: 'applied' },
  'tool-provider-wants-more': { first: database(), upgrade: 'applied' },
  'tool-provider-both': { first: network() + database(), upgrade: 'applied' },
  'tool-provider-without-effect': { first: dashboard(), upgrade: 'applied' },
  'tool-provider-and-outside': {
    first: network(),
    between: [set('main', 'tags', '{"a":"b"}')],
    upgrade: 'applied',
  },
  'tool-provider-and-outside-elsewhere': {
    first: network() + database(),
    between: [{ set: ['main', 'tags', '{"a":"b"}'], type: 'sandbox_network' }],
    upgrade: 'applied',
  },
  'tool-provider-and-deleted': {
    first: network(),
    between: [gone('main')],
    upgrade: 'applied',
  },
  'tool-provider-and-undeployed': {
    first: database(),
    head: database() + network(),
    upgrade: 'applied',
  },
  'tool-provider-odd-keys': { first: keyed(ODD_KEYS), upgrade: 'applied' },
  'tool-provider-in-module': {
    first:
      'module "net" {\n  source   = "./m"\n  for_each = toset(["eu.west"])\n}\n',
    module: network(),
    upgrade: 'applied',
  },
  'tool-lock-file-moved': {
    first: network(),
    head: `# upgraded\n${network()}`,
    upgrade: 'head',
  },
  'tool-lock-file-moved-wants-more': {
    first: database(),
    head: `# upgraded\n${database()}`,
    upgrade: 'head',
  },
  'tool-version': { first: data('timestamp()'), lastTool: '1.10.5' },
  'tool-version-without-effect': { first: network(), lastTool: '1.10.5' },

  // Nothing that is known explains it.
  'unexplained-always-new': { first: data('timestamp()') },
  'unexplained-state-edited': {
    first: data('"one"'),
    between: [{ state: ['"one"', '"two"'] }],
  },
  'unexplained-tainted': {
    first: network(),
    between: [{ terraform: ['taint', 'sandbox_network.main'] }],
  },
  'unexplained-removed-from-state': {
    first: network('a') + network('b'),
    between: [{ terraform: ['state', 'rm', 'sandbox_network.b'] }],
  },
  'unexplained-and-outside-elsewhere': {
    first: network() + data('timestamp()'),
    between: [set('main', 'tags', '{"a":"b"}')],
  },
  'unexplained-upstream': {
    first: UPSTREAM + data('data.terraform_remote_state.up.outputs.a'),
    upstream: ['one', 'two'],
  },

  // No plan at all.
  errored: {
    first: data('1'),
    head: data('1') + REFUSED,
    fails: true,
  },
};
