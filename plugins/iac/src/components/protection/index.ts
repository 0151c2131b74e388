export { FreezeNotice } from './FreezeNotice';
export { ProtectionPanel } from './ProtectionPanel';
export { approvalRule } from './protectionWords';
