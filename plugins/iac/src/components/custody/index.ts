export { LockPanel } from './LockPanel';
export { OutcomePanel } from './OutcomePanel';
export { HolderLink, QueueNote } from './QueueNote';
export { ReconciliationPanel } from './ReconciliationPanel';
export { RescuedStatePanel } from './RescuedStatePanel';
export { PredecessorNote, RunLink, SuccessorNote } from './SuccessionNote';
export { waitWords } from './waitWords';
