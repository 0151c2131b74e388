export { EnvironmentSearchResult } from './EnvironmentSearchResult';
