/** Deutsche Wörter der Prüfungen des States und seiner Sperre. */
export const deCheckState = {
  'checks.state.remote.title': 'Entfernter State',
  'checks.state.remote.why':
    'Ein State auf einer einzigen Platte ist mit ihr verloren, und niemand sonst kann anwenden.',
  'checks.state.remote.needs':
    'iac.environments.<name>.state, und einen Lauf, der ihn gelesen hat',
  'checks.state.remote.do':
    'Einen entfernten State einrichten oder erreichbar machen',
  'checks.state.remote.lost': 'Der State war nicht zu erreichen',
  'checks.state.remote.lostBecause':
    'Der State war nicht zu erreichen: {{error}}',
  'checks.state.remote.notRead':
    'Der neueste Lauf endete, bevor er den State gelesen hatte',
  'checks.state.remote.local':
    'Der State ist eine Datei auf der Platte des Portals, ohne Versionen',
  'checks.state.remote.empty': 'Der entfernte State ist erreichbar und leer',
  'checks.state.remote.reachable':
    'Der entfernte State ist erreichbar, seine Nummer bekannt',
  'checks.state.remote.noState': 'noch kein State',
  'checks.state.remote.serial': 'Nummer {{serial}}',
  'checks.state.remote.limit': 'entfernt, mit bekannter Nummer',
  'checks.state.lock.title': 'Sperre des States',
  'checks.state.lock.why':
    'Eine Sperre, die ein toter Prozess hinterließ, hält jede Anwendung auf, auch die mitten in der Nacht.',
  'checks.state.lock.needs':
    'eine Art von State, die sich nach ihrer Sperre fragen lässt',
  'checks.state.lock.do': 'Nachsehen, wer die Sperre hält, und sie lösen',
  'checks.state.lock.free': 'Niemand hält die Sperre',
  'checks.state.lock.unsupported':
    'Diese Art von State lässt sich nicht nach ihrer Sperre fragen',
  'checks.state.lock.noAnswer':
    'Die Prüfung selbst ist gescheitert: Der State hat nicht gesagt, wer die Sperre hält',
  'checks.state.lock.held': '{{who}} hält sie, niemand weiß, seit wann',
  'checks.state.lock.heldAtWork': '{{who}} hält sie und ist bei der Arbeit',
  'checks.state.lock.heldLong':
    '{{who}} hält sie seit über einer halben Stunde',
  'checks.state.lock.heldTooLong': '{{who}} hält sie seit über zwei Stunden',
  'checks.state.lock.somebody': 'Jemand hält sie, niemand weiß, seit wann',
  'checks.state.lock.somebodyAtWork': 'Jemand hält sie und ist bei der Arbeit',
  'checks.state.lock.somebodyLong':
    'Jemand hält sie seit über einer halben Stunde',
  'checks.state.lock.somebodyTooLong': 'Jemand hält sie seit über zwei Stunden',
  'checks.state.lock.since': 'seit {{time}}',
  'checks.state.lock.limit': '{{long}} Minuten, höchstens {{most}}',
} as const;
