export * from './checks';
export * from './verdict';
export * from './ReadinessApi';
