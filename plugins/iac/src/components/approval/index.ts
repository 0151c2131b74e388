export { ApprovalPanel } from './ApprovalPanel';
export { BreakGlassBanner } from './BreakGlassBanner';
