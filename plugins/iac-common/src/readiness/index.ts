export * from './checks';
export * from './verdict';
