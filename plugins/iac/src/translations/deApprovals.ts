/** German words of what people decide about plans, and what protects environments. */
export const deApprovals = {
  'people.either': '{{names}} oder {{last}}',
  'confirm.required': 'Erforderlich',
  'confirm.optional': 'Freiwillig',
  'confirm.failed': 'Das ging nicht',
  'copy.digest': 'Prüfsumme kopieren',
  'copy.address': 'Adresse kopieren',
  'copy.output': '{{name}} kopieren',
  'copy.done': 'Kopiert',
  'approval.title': 'Freigabe',
  'approval.missing_one': 'Noch eine Freigabe',
  'approval.missing_other': 'Noch {{count}} Freigaben',
  'approval.missingTwo': 'Noch zwei Freigaben',
  'approval.titleComplete': 'Alle Freigaben erteilt',
  'approval.titleApproved':
    'Freigegeben, wird angewendet, sobald ein Arbeiter frei ist',
  'approval.titleApprovedWaits': 'Freigegeben; wird angewendet, {{wait}}',
  'approval.titleApplying': 'Freigegeben, wird angewendet',
  'approval.titleApplied': 'Freigegeben und angewendet',
  'approval.titleAppliedAgainst': 'Gegen die Regeln angewendet',
  'approval.titleRejected': 'Abgelehnt',
  'approval.titleEnded': 'Nicht freigegeben',
  'approval.titleWasApproved': 'War freigegeben',
  'approval.byApprovers': 'Durch {{approvers}}.',
  'approval.byAnyone': 'Durch alle, die freigeben dürfen.',
  'approval.notRequester': 'Nicht durch {{person}}: von dort kam die Anfrage.',
  'approval.notAuthor': 'Nicht durch die Autorin oder den Autor des Commits.',
  'approval.needed': '{{required}} müssen zustimmen; {{given}} haben es getan.',
  'approval.guarded_one':
    '{{count}} geschützte Ressource wird zerstört oder ersetzt',
  'approval.guarded_other':
    '{{count}} geschützte Ressourcen werden zerstört oder ersetzt',
  'approval.guardedWhy':
    'Darum muss eine Person mehr zustimmen, und jede gibt den Namen der Umgebung ein.',
  'approval.frozen':
    'Gesperrt: {{title}}. Jetzt freigeben; angewendet wird ab {{until}}.',
  'approval.reviews': 'Urteile',
  'approval.anyApprover': 'jemand, der freigeben darf',
  'approval.wanted': 'gesucht',
  'approval.description':
    'Gib frei, und genau dieser Plan wird angewendet. Bewegt sich vorher der State, der Commit oder eine Variable, wird er abgelehnt.',
  'approval.digest': 'Prüfsumme',
  'approval.destructive_one':
    '{{count}} Objekt wird zerstört. Was es enthält, ist verloren, wenn es nicht wiederhergestellt wird.',
  'approval.destructive_other':
    '{{count}} Objekte werden zerstört. Was sie enthalten, ist verloren, wenn es nicht wiederhergestellt wird.',
  'approval.approve': 'Freigeben und anwenden',
  'approval.approveStep': 'Diesen Plan freigeben',
  'approval.reject': 'Mit Begründung ablehnen',
  'approval.withdraw': 'Deine Freigabe zurückziehen',
  'approval.discard': 'Diesen Plan verwerfen',
  'approval.comment': 'Kommentar',
  'approval.dialogTitle': 'Lauf #{{number}} auf {{environment}} anwenden',
  'approval.stepTitle': 'Lauf #{{number}} auf {{environment}} freigeben',
  'approval.typeName': 'Gib {{environment}} ein, um fortzufahren',
  'approval.rejectTitle': 'Plan von Lauf #{{number}} ablehnen',
  'approval.rejectDescription':
    'Der Lauf endet, und nichts wird geändert. Wer ihn wollte, liest die Begründung.',
  'approval.rejectReason': 'Begründung',
  'approval.rejectHelp': 'Was anders sein muss, damit du zustimmst.',
  'approval.rejectConfirm': 'Ablehnen',
  'approval.withdrawTitle': 'Deine Freigabe von Lauf #{{number}} zurückziehen',
  'approval.withdrawDescription':
    'Sie zählt nicht mehr. Der Plan wartet, bis ihn wieder genug Personen freigeben.',
  'approval.withdrawConfirm': 'Zurückziehen',
  'approval.discardTitle': 'Plan von Lauf #{{number}} verwerfen',
  'approval.discardDescription':
    'Nichts wird geändert. Ein neuer Plan ist jederzeit möglich.',
  'review.approved': '{{person}} hat freigegeben',
  'review.rejected': '{{person}} hat abgelehnt',
  'review.goodUntil': 'gilt bis {{time}}',
  'standing.expired': 'abgelaufen',
  'standing.withdrawn': 'zurückgezogen',
  'standing.void': 'hinfällig',
  'standing.ineligible': 'zählt nicht mehr',
  'standingWhy.expired': 'Sie galt begrenzte Zeit. Gib erneut frei.',
  'standingWhy.withdrawn': 'Zurückgenommen.',
  'standingWhy.void':
    'Der Plan, dem sie galt, wartet nicht mehr: State, Commit oder eine Variable hat sich geändert.',
  'standingWhy.ineligible':
    'Nach den heutigen Regeln darf diese Person hier nicht freigeben.',
  'obstacle.no-permission':
    'Dir fehlt hier die Berechtigung dazu. Bitte die Verantwortlichen der Umgebung darum.',
  'obstacle.not-an-approver': 'Hier entscheidet nur {{approvers}}.',
  'obstacle.is-requester':
    'Die Anfrage kam von dir, also muss jemand anderes freigeben.',
  'obstacle.is-author':
    'Der Commit stammt von dir, also muss jemand anderes freigeben.',
  'obstacle.author-unproven':
    'Wer den Commit geschrieben hat, steht nicht fest, und die Autorin oder der Autor darf nicht freigeben. Signiere den Commit, oder bitte jemand anderen.',
  'obstacle.has-approved': 'Du hast diesen Plan freigegeben.',
  'obstacle.not-waiting': 'Er wartet nicht auf Freigabe.',
  'obstacle.no-plan':
    'Dieser Lauf hat keinen Plan, über den zu entscheiden wäre. Plane neu.',
  'obstacle.is-break-glass-requester':
    'Die Anfrage kam von dir, also muss es jemand anderes tun.',
  'obstacle.break-glass-disabled': 'In dieser Umgebung ausgeschaltet.',
  'obstacle.break-glass-open': 'Es wurde schon darum gebeten.',
  'obstacle.no-break-glass': 'Nichts ist zu bestätigen oder zu prüfen.',
  'breakGlass.entry': 'Notfall: gegen die Regeln anwenden…',
  'breakGlass.dialogTitle':
    'Lauf #{{number}} gegen die Regeln auf {{environment}} anwenden',
  'breakGlass.second':
    'Eine zweite Person muss binnen Minuten bestätigen, sonst geschieht nichts.',
  'breakGlass.passes':
    'Fehlende Freigaben und Sperrzeiten halten diesen Plan dann nicht mehr auf.',
  'breakGlass.keeps':
    'Es bleibt genau dieser Plan: Haben sich State, Commit oder eine Variable geändert, wird er auch jetzt abgelehnt.',
  'breakGlass.recorded':
    'Es wird mit beiden Namen festgehalten, auf dieser Seite gezeigt und muss nachher geprüft werden.',
  'breakGlass.reason': 'Begründung',
  'breakGlass.reasonHelp': 'Was kaputt ist, und warum es nicht warten kann.',
  'breakGlass.request': 'Um Anwendung im Notfall bitten',
  'breakGlass.asked':
    '{{person}} bittet, diesen Plan gegen die Regeln anzuwenden',
  'breakGlass.left': 'Zeit zum Bestätigen:',
  'breakGlass.confirm': 'Als zweite Person bestätigen',
  'breakGlass.confirmTitle':
    'Lauf #{{number}} gegen die Regeln auf {{environment}} anwenden',
  'breakGlass.confirmDescription':
    'Du stehst gemeinsam mit {{person}} dafür ein. Der Plan wird angewendet, sobald ein Arbeiter frei ist.',
  'breakGlass.lapsed': 'Die Anwendung im Notfall ist verfallen',
  'breakGlass.lapsedBy':
    'Niemand hat rechtzeitig bestätigt, worum {{person}} bat.',
  'breakGlass.applied': 'Dieser Plan wurde gegen die Regeln angewendet',
  'breakGlass.confirmed': 'Dieser Plan geht an den Regeln vorbei',
  'breakGlass.who': 'Angefragt von {{requester}}, bestätigt von {{second}}',
  'breakGlass.reviewDue': 'Zu prüfen bis {{time}}.',
  'breakGlass.reviewOverdue': 'Die Prüfung ist seit {{time}} überfällig.',
  'breakGlass.review': 'Prüfen',
  'breakGlass.reviewTitle':
    'Die Anwendung im Notfall von Lauf #{{number}} prüfen',
  'breakGlass.reviewDescription':
    'Lies Begründung, Plan und Protokoll. Sage dann, ob es richtig war und was daraus folgt.',
  'breakGlass.reviewComment': 'Dein Urteil',
  'breakGlass.reviewHelp': 'Wird auf Dauer beim Lauf aufbewahrt.',
  'breakGlass.reviewed':
    'Gegen die Regeln angewendet, und von {{person}} geprüft',
  'discussion.title': 'Gespräch',
  'discussion.empty': 'Noch hat niemand etwas gesagt.',
  'discussion.add': 'Kommentar hinzufügen',
  'discussion.send': 'Kommentieren',
  'discussion.comment': '{{person}} hat kommentiert',
  'discussion.approved': '{{person}} hat den Plan freigegeben',
  'discussion.rejected': '{{person}} hat den Plan abgelehnt',
  'discussion.withdrawn': '{{person}} hat die Freigabe zurückgezogen',
  'discussion.break-glass-requested':
    '{{person}} hat gebeten, gegen die Regeln anzuwenden',
  'discussion.break-glass-confirmed':
    '{{person}} hat die Anwendung gegen die Regeln bestätigt',
  'discussion.break-glass-reviewed':
    '{{person}} hat die Anwendung gegen die Regeln geprüft',
  'discussion.closed': '{{person}} hat den Lauf abgeschlossen',
  'discussion.force-canceled': '{{person}} hat den Lauf mit Gewalt beendet',
  'discussion.state-unlocked': '{{person}} hat den State entsperrt',
  'discussion.state-pushed': '{{person}} hat den geretteten State gespeichert',
  'protection.title': 'Schutz',
  'protection.never': 'Nur Pläne: Von hier wird nie etwas angewendet.',
  'protection.auto':
    'Ein Plan wird ohne eine Person angewendet, es sei denn, er berührt eine geschützte Ressource.',
  'protection.none': 'Ein Plan wird ohne Freigabe angewendet.',
  'protection.by': 'durch {{names}}',
  'protection.byAnyone': 'durch Personen mit der Berechtigung',
  'protection.approvals_one': 'Eine Freigabe {{who}}',
  'protection.approvals_other': '{{count}} Freigaben {{who}}',
  'protection.two': 'Zwei Freigaben {{who}}',
  'protection.notRequester': 'nicht durch die Person, die darum bat',
  'protection.notAuthor': 'nicht durch die Autorin oder den Autor des Commits',
  'protection.expires': 'Eine Freigabe gilt {{age}}.',
  'protection.guarded':
    'Um {{types}} zu zerstören oder zu ersetzen, muss eine Person mehr zustimmen und den Namen eingeben.',
  'protection.freeze': 'Gesperrt wegen {{title}}: {{when}}.',
  'protection.reason': 'Wer einen Lauf will, nennt eine Begründung.',
  'protection.ticket': 'Wer einen Lauf will, nennt ein Ticket.',
  'protection.ticketPattern':
    'Wer einen Lauf will, nennt ein Ticket der Form {{pattern}}.',
  'protection.group':
    'Kommt abwechselnd mit den anderen Umgebungen von {{group}} an die Reihe.',
  'protection.breakGlass':
    'Im Notfall dürfen zwei Personen gemeinsam gegen diese Regeln anwenden.',
  'protection.noBreakGlass': 'Niemand darf gegen diese Regeln anwenden.',
  'protection.frozen': 'Gesperrt wegen {{title}} bis {{until}}',
  'protection.frozenDescription':
    'Pläne und Drift-Prüfungen laufen wie immer. Freigegebene Pläne werden angewendet, wenn die Sperrzeit endet.',
} as const;
