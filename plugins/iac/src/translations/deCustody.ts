/** German words of queue, stopping, locks and runs that did not end in order. */
export const deCustody = {
  'wait.worker': 'sobald ein Arbeiter frei ist',
  'wait.run': 'nach Lauf #{{number}} von {{person}}',
  'wait.group':
    'sobald weniger als {{limit}} Umgebungen von {{group}} beschäftigt sind',
  'wait.freeze': 'wenn die Sperrzeit „{{title}}“ endet, {{until}}',
  'wait.outcome':
    'sobald jemand Lauf #{{number}} abgeschlossen hat, dessen Ausgang unbekannt ist',
  'queue.title': 'Warteschlange',
  'queue.empty': 'Kein Lauf dieser Umgebung wartet.',
  'queue.position': 'Platz {{position}} von {{length}} in der Warteschlange',
  'queue.place': 'steht auf Platz {{position}}',
  'queue.waits': 'Geht weiter, {{wait}}.',
  'succession.superseded':
    'Lauf #{{number}} ist an die Stelle von diesem getreten',
  'succession.supersededWhy':
    'Ein neuerer Plan dieser Umgebung wartet an seiner Stelle. Von diesem wurde nichts angewendet.',
  'succession.replanned':
    'Dieser Plan konnte nicht mehr angewendet werden. Lauf #{{number}} plant neu',
  'succession.replannedWhy':
    'Nichts wurde geändert, und die Freigaben dieses Plans sind mit ihm erloschen: Lies den neuen und gib ihn frei.',
  'succession.open': 'Lauf #{{number}} öffnen',
  'succession.run': 'Lauf #{{number}}',
  'succession.again': 'Plant neu:',
  'succession.because': ', denn: {{why}}',
  'succession.becauseUnknown':
    ', dessen Plan nicht mehr angewendet werden konnte.',
  'cancelRun.title': 'Unterwegs',
  'cancelRun.waitingTitle': 'Wartet auf einen Arbeiter',
  'cancelRun.approvedTitle': 'Wartet darauf, angewendet zu werden',
  'cancelRun.stoppingTitle': 'Hält an',
  'cancelRun.button': 'Lauf abbrechen',
  'cancelRun.dialogTitle': 'Lauf #{{number}} abbrechen',
  'cancelRun.description':
    'Terraform wird gebeten aufzuhören. Es beendet, was es gerade tut, schreibt seinen State und gibt die Sperre frei.',
  'cancelRun.queued':
    'Er hat nicht begonnen; nichts wurde geändert, und nichts wird geändert.',
  'cancelRun.applying':
    'Was bis dahin geändert ist, bleibt geändert. Plane neu, um zu sehen, was fehlt.',
  'cancelRun.requested': 'Um Abbruch gebeten',
  'cancelRun.keep': 'Weiterlaufen lassen',
  'cancelRun.notAllowed': 'Du darfst Läufe dieser Umgebung nicht abbrechen.',
  'forceCancel.wait': 'Hält er nicht an, lässt er sich mit Gewalt beenden in',
  'forceCancel.offered':
    'Er hatte Zeit, geordnet anzuhalten, und tat es nicht.',
  'forceCancel.button': 'Mit Gewalt beenden',
  'forceCancel.keep': 'Weiter warten',
  'forceCancel.dialogTitle': 'Lauf #{{number}} mit Gewalt beenden',
  'forceCancel.description': 'Terraform wird beendet, was immer es gerade tut.',
  'forceCancel.lost':
    'Was es gerade anlegt, kann es dann geben, ohne dass es im State steht.',
  'forceCancel.locked':
    'Der State bleibt vielleicht gesperrt, und jemand muss ihn entsperren.',
  'forceCancel.unknown':
    'Der Ausgang ist unbekannt, bis jemand nachgesehen und den Lauf abgeschlossen hat.',
  'forceCancel.requested': '{{person}} hat gebeten, ihn mit Gewalt zu beenden',
  'forceCancel.notAllowed':
    'Du darfst Läufe dieser Umgebung nicht mit Gewalt beenden.',
  'progress.title': 'Wie weit das Anwenden kam',
  'progress.nothing':
    'Keine Ressource wurde begonnen, soweit das Protokoll es sagt.',
  'progress.done_one': '{{count}} angewendet',
  'progress.done_other': '{{count}} angewendet',
  'progress.unfinished_one': '{{count}} begonnen und nicht beendet',
  'progress.unfinished_other': '{{count}} begonnen und nicht beendet',
  'progress.advice':
    'Was angewendet wurde, bleibt. Plane neu: Der Plan zeigt, was fehlt.',
  'lock.title': 'Sperre des States',
  'lock.description':
    'Ob jemand die Sperre des States hält, wird erst gefragt, wenn du es wissen willst.',
  'lock.ask': 'Das Backend des States fragen',
  'lock.askAgain': 'Noch einmal fragen',
  'lock.failed': 'Nach der Sperre konnte nicht gefragt werden',
  'lock.unlocked': 'Nicht gesperrt',
  'lock.unsupported':
    'Diese Art von State lässt sich nicht fragen. {{message}}',
  'lock.unknown': 'Das Backend des States hat nicht geantwortet. {{message}}',
  'lock.byRun': 'Gesperrt durch Lauf #{{number}}',
  'lock.byOther': 'Gesperrt durch {{who}}',
  'lock.somebody': 'jemand Unbekannten',
  'lock.since': 'seit {{time}}',
  'lock.run': 'Lauf',
  'lock.alive': 'noch bei der Arbeit',
  'lock.dead': 'ist beendet',
  'lock.who': 'Genommen von',
  'lock.operation': 'Wofür',
  'lock.id': 'Sperre',
  'lock.notOrphan':
    'Wer sie hält, ist bei der Arbeit. Warte, bis der Lauf geendet hat, oder brich ihn ab.',
  'lock.unproved':
    'Es lässt sich nicht beweisen, dass ihr Halter fort ist; darum wird sie von hier nicht gelöst. Frage diese Person. Ist sie sicher, führt sie terraform force-unlock aus.',
  'lock.proved':
    'Bewiesen: Der Lauf, der sie nahm, hat geendet, und sein Terraform arbeitet nicht.',
  'lock.release': 'Sperre lösen',
  'lock.releaseTitle': 'Die Sperre des States von {{environment}} lösen',
  'lock.releaseDescription':
    'Andere Läufe können den State dann schreiben. Es wird abgelehnt, wenn inzwischen eine andere Sperre gehalten wird.',
  'lock.reason': 'Begründung',
  'lock.notAllowed': 'Du darfst Sperren dieser Umgebung nicht lösen.',
  'outcome.title': 'Was bekannt ist',
  'outcome.notLooked':
    'Noch hat niemand nachgesehen, was das Anwenden getan hat. Das Portal sieht bald von selbst nach; du kannst es jetzt darum bitten.',
  'outcome.looked': 'Nachgesehen',
  'outcome.process': 'Terraform',
  'outcome.lock': 'Sperre des States',
  'outcome.serial': 'Seriennummer des States',
  'outcome.serialSame': 'der State wurde nicht geschrieben',
  'outcome.serialMoved': 'der State wurde geschrieben',
  'outcome.serialUnknown': 'ob der State geschrieben wurde, ist nicht bekannt',
  'outcome.notRead': 'nicht gelesen',
  'outcome.noState': 'kein State',
  'outcome.said': 'Es sagte',
  'outcome.saidComplete': 'dass das Anwenden geendet hat',
  'outcome.saidNothing': 'nichts von einem Ende',
  'outcome.freshPlan': 'Frischer Plan',
  'outcome.openPlan': 'Code, State und Wirklichkeit vergleichen',
  'outcome.problems': 'Ließ sich nicht herausfinden',
  'outcome.lookAgain': 'Noch einmal nachsehen',
  'outcome.lookNotAllowed':
    'Du darfst hier keine Läufe beginnen und auch nicht nachsehen.',
  'outcome.close': 'Diesen Lauf abschließen',
  'outcome.closeAs': 'Was ist geschehen?',
  'outcome.applied': 'Er wurde angewendet: Alles, was der Plan sagte, ist da',
  'outcome.failed': 'Er schlug fehl: Es ist nicht, wie der Plan sagte',
  'outcome.replan': 'Neu planen: Ein neuer Lauf zeigt, was fehlt',
  'outcome.comment': 'Was du dir angesehen hast',
  'outcome.commentHelp':
    'Wird beim Lauf aufbewahrt, für alle, die ihn später lesen.',
  'outcome.stillRunning':
    'Terraform ist noch bei der Arbeit. Warte, bis es geendet hat, dann sieh noch einmal nach.',
  'outcome.closeNotAllowed':
    'Du darfst Läufe dieser Umgebung nicht abschließen.',
  'closedAs.applied': 'Als angewendet abgeschlossen von {{person}}',
  'closedAs.failed': 'Als fehlgeschlagen abgeschlossen von {{person}}',
  'closedAs.replan': 'Abgeschlossen, um neu zu planen, von {{person}}',
  'process.running': 'noch bei der Arbeit: warte darauf',
  'process.ended': 'hat geendet',
  'process.elsewhere': 'auf einem Rechner, der von hier nicht zu fragen ist',
  'process.unknown': 'nicht bekannt',
  'rescued.title': 'Ein State wartet darauf, gespeichert zu werden',
  'rescued.description':
    'Terraform hat Infrastruktur geändert und konnte seinen State nicht schreiben. Der State wurde versiegelt bei diesem Lauf aufbewahrt. Bis er gespeichert ist, weiß der nächste Plan nicht, was dieser Lauf getan hat.',
  'rescued.stepBackend':
    'Sorge dafür, dass das Backend des States wieder zu beschreiben ist: Netz, Zugangsdaten, freier Platz.',
  'rescued.stepNobody':
    'Beginne keinen anderen Lauf auf {{environment}}: Ein neuerer State würde diesen aussperren.',
  'rescued.stepPush':
    'Schreibe den State. Terraform lehnt ihn ab, wenn ein neuerer da ist.',
  'rescued.stepPlan':
    'Plane neu. Der Plan sollte zeigen, was nicht getan wurde.',
  'rescued.push': 'State schreiben',
  'rescued.dialogTitle':
    'Den State von Lauf #{{number}} nach {{environment}} schreiben',
  'rescued.dialogDescription':
    'Er wird zum State der Umgebung. Terraform lehnt ihn ab, wenn der jetzige neuer ist oder eine andere Geschichte hat.',
  'rescued.notAllowed': 'Du darfst States dieser Umgebung nicht schreiben.',
  'outputs.title': 'Ausgaben',
  'outputs.read': 'Ausgaben lesen',
  'outputs.readAgain': 'Noch einmal lesen',
  'outputs.empty': 'Der State hat keine Ausgaben.',
  'outputs.sensitive': 'vertraulich, nicht gezeigt',
  'outputs.failed': 'Die Ausgaben konnten nicht gelesen werden',
  'outputs.notAllowed': 'Du darfst die Ausgaben dieser Umgebung nicht lesen.',
} as const;
