export { ActionError } from './ActionError';
export { ErrorState } from './ErrorState';
export { isUnreachable } from './isUnreachable';
export { LoadingCards } from './LoadingCards';
export { StaleNotice } from './StaleNotice';
