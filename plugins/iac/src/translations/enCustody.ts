/** English words of queue, stopping, locks and runs that did not end in order. */
export const enCustody = {
  wait: {
    worker: 'when a worker is free',
    run: 'after run #{{number}} of {{person}}',
    group: 'when fewer than {{limit}} environments of {{group}} are busy',
    freeze: 'when the freeze “{{title}}” ends, {{until}}',
    outcome:
      'once a person has closed run #{{number}}, whose outcome is unknown',
  },
  queue: {
    title: 'Queue',
    empty: 'No run of this environment waits.',
    position: 'Place {{position}} of {{length}} in the queue',
    place: 'is at place {{position}}',
    waits: 'Goes on {{wait}}.',
  },
  succession: {
    superseded: 'Run #{{number}} took the place of this one',
    supersededWhy:
      'A newer plan of this environment waits in its stead. Nothing of this one was applied.',
    replanned:
      'This plan could no longer be applied. Run #{{number}} plans again',
    replannedWhy:
      'Nothing was changed, and the approvals of this plan ended with it: read and approve the new one.',
    open: 'Open run #{{number}}',
    run: 'run #{{number}}',
    again: 'Plans again',
    because: ', because: {{why}}',
    becauseUnknown: ', whose plan could no longer be applied.',
  },
  cancelRun: {
    title: 'Under way',
    waitingTitle: 'Waits for a worker',
    approvedTitle: 'Waits to be applied',
    stoppingTitle: 'Stopping',
    button: 'Cancel run',
    dialogTitle: 'Cancel run #{{number}}',
    description:
      'Terraform is asked to stop. It ends what it is doing, writes its state and unlocks it.',
    queued: 'It has not begun, so nothing was changed and nothing will be.',
    applying:
      'What has been changed so far stays changed. Plan again to see what is missing.',
    requested: 'Asked to stop',
    keep: 'Keep running',
    notAllowed: 'You may not cancel runs of this environment.',
  },
  forceCancel: {
    wait: 'If it does not stop, it can be ended by force in',
    offered: 'It had time to stop in order, and did not.',
    button: 'End by force',
    keep: 'Keep waiting',
    dialogTitle: 'End run #{{number}} by force',
    description: 'Terraform is killed, whatever it is doing.',
    lost: 'What it is creating right now may exist without being in the state.',
    locked: 'The state may stay locked, and somebody must release it.',
    unknown:
      'The outcome is unknown until a person has looked and closed the run.',
    requested: '{{person}} asked to end it by force',
    notAllowed: 'You may not end runs of this environment by force.',
  },
  progress: {
    title: 'How far the apply came',
    nothing: 'No resource was begun, as far as the log tells.',
    done_one: '{{count}} applied',
    done_other: '{{count}} applied',
    unfinished_one: '{{count}} begun and not finished',
    unfinished_other: '{{count}} begun and not finished',
    advice:
      'What was applied stays. Plan again: the plan shows what is missing.',
  },
  lock: {
    title: 'State lock',
    description:
      'Whether somebody holds the lock of the state is asked only when you want to know.',
    ask: 'Ask the state’s backend',
    askAgain: 'Ask again',
    failed: 'The lock could not be asked for',
    unlocked: 'Not locked',
    unsupported: 'This kind of state cannot be asked. {{message}}',
    unknown: 'The state’s backend did not answer. {{message}}',
    byRun: 'Locked by run #{{number}}',
    byOther: 'Locked by {{who}}',
    somebody: 'somebody unknown',
    since: 'since {{time}}',
    run: 'Run',
    alive: 'still at work',
    dead: 'has ended',
    who: 'Taken by',
    operation: 'For',
    id: 'Lock',
    notOrphan:
      'Its holder is at work. Wait until the run has ended, or cancel the run.',
    unproved:
      'It cannot be proved that its holder is gone, so it is not released from here. Ask that person. If they are certain, they run terraform force-unlock.',
    proved:
      'Proved: the run that took it has ended, and its Terraform is not at work.',
    release: 'Release the lock',
    releaseTitle: 'Release the state lock of {{environment}}',
    releaseDescription:
      'Other runs can then write the state. It is refused when another lock is held by now.',
    reason: 'Reason',
    notAllowed: 'You may not release locks of this environment.',
  },
  outcome: {
    title: 'What is known',
    notLooked:
      'Nobody has looked yet what the apply did. The portal looks by itself soon; you can ask it to look now.',
    looked: 'Looked',
    process: 'Terraform',
    lock: 'State lock',
    serial: 'State serial',
    serialSame: 'the state was not written',
    serialMoved: 'the state was written',
    serialUnknown: 'whether the state was written is not known',
    notRead: 'not read',
    noState: 'no state',
    said: 'It said',
    saidComplete: 'that the apply had ended',
    saidNothing: 'nothing of an end',
    freshPlan: 'Fresh plan',
    openPlan: 'Compare code, state and reality',
    problems: 'Could not be found out',
    lookAgain: 'Look again',
    lookNotAllowed: 'You may not start runs here, nor look again.',
    close: 'Close this run',
    closeAs: 'What happened?',
    applied: 'It was applied: all that the plan said is there',
    failed: 'It failed: it is not as the plan said',
    replan: 'Plan again: a new run shows what is missing',
    comment: 'What you looked at',
    commentHelp: 'Stored with the run for whoever reads it later.',
    stillRunning:
      'Terraform is still at work. Wait until it has ended, then look again.',
    closeNotAllowed: 'You may not close runs of this environment.',
  },
  closedAs: {
    applied: 'Closed as applied by {{person}}',
    failed: 'Closed as failed by {{person}}',
    replan: 'Closed to plan again by {{person}}',
  },
  process: {
    running: 'still at work: wait for it',
    ended: 'has ended',
    elsewhere: 'on a host that cannot be asked from here',
    unknown: 'not known',
  },
  rescued: {
    title: 'A state waits to be saved',
    description:
      'Terraform changed infrastructure and could not write its state. The state was kept, sealed, with this run. Until it is saved, the next plan does not know what this run did.',
    stepBackend:
      'Make sure that the state’s backend can be written again: network, credentials, free space.',
    stepNobody:
      'Start no other run of {{environment}}: a newer state would shut this one out.',
    stepPush: 'Push the state. Terraform refuses it if a newer one is there.',
    stepPlan: 'Plan again. The plan should show what was left undone.',
    push: 'Push the state',
    dialogTitle: 'Push the state of run #{{number}} to {{environment}}',
    dialogDescription:
      'It becomes the state of the environment. Terraform refuses it if the present state is newer or of another history.',
    notAllowed: 'You may not push states of this environment.',
  },
  outputs: {
    title: 'Outputs',
    read: 'Read the outputs',
    readAgain: 'Read again',
    empty: 'The state has no outputs.',
    sensitive: 'sensitive, not shown',
    failed: 'The outputs could not be read',
    notAllowed: 'You may not read the outputs of this environment.',
  },
} as const;
