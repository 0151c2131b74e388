export { ColumnStrip } from './ColumnStrip';
export { TimelinePanel } from './TimelinePanel';
