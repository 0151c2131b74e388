export { ActionError } from './ActionError';
export { ErrorState } from './ErrorState';
export { LoadingCards } from './LoadingCards';
export { StaleNotice } from './StaleNotice';
