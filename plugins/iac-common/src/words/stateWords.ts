/** English of the checks of the remote state and its lock. */
export const stateWords = {
  'checks.state.remote.title': 'Remote state',
  'checks.state.remote.why':
    'A state on one disk is lost with the disk, and nobody else can apply.',
  'checks.state.remote.needs':
    "'iac.environments.<name>.state', and a run that read it",
  'checks.state.remote.do': 'Configure a remote state, or make it reachable',
  'checks.state.remote.lost': 'The state could not be reached',
  'checks.state.remote.lostBecause':
    'The state could not be reached: {{error}}',
  'checks.state.remote.notRead':
    'The newest run ended before it had read the state',
  'checks.state.remote.local':
    "The state is a file on the portal's disk, without versions",
  'checks.state.remote.empty': 'The remote state is reachable, and empty',
  'checks.state.remote.reachable':
    'The remote state is reachable, and its serial is known',
  'checks.state.remote.noState': 'no state yet',
  'checks.state.remote.serial': 'serial {{serial}}',
  'checks.state.remote.limit': 'remote, with a known serial',

  'checks.state.lock.title': 'State lock',
  'checks.state.lock.why':
    'A lock that a dead process left holds up every apply, also the one in the night.',
  'checks.state.lock.needs': 'A kind of state that can be asked for its lock',
  'checks.state.lock.do': 'See who holds the lock, and release it',
  'checks.state.lock.free': 'Nobody holds the lock',
  'checks.state.lock.unsupported':
    'This kind of state cannot be asked for its lock',
  'checks.state.lock.noAnswer':
    'The check itself failed: The state did not tell who holds the lock',
  'checks.state.lock.held': 'Held by {{who}}, nobody knows since when',
  'checks.state.lock.heldAtWork': 'Held by {{who}}, who is at work',
  'checks.state.lock.heldLong': 'Held by {{who}} for more than half an hour',
  'checks.state.lock.heldTooLong': 'Held by {{who}} for more than two hours',
  'checks.state.lock.somebody': 'Held by somebody, nobody knows since when',
  'checks.state.lock.somebodyAtWork': 'Held by somebody, who is at work',
  'checks.state.lock.somebodyLong':
    'Held by somebody for more than half an hour',
  'checks.state.lock.somebodyTooLong':
    'Held by somebody for more than two hours',
  'checks.state.lock.since': 'since {{time}}',
  'checks.state.lock.limit': '{{long}} minutes, {{most}} at most',
} as const;
