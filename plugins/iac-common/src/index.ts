/**
 * The words that the portal, the engine and the command line share.
 *
 * @packageDocumentation
 */
export * from './annotations';
export * from './approvals';
export * from './custody';
export * from './describeApproval';
export * from './drift';
export * from './driftEpisodes';
export * from './environments';
export * from './evidence';
export * from './IacApi';
export * from './IacClient';
export * from './IacRequestError';
export * from './operations';
export * from './permissions';
export * from './plans';
export * from './redactedText';
export * from './readiness';
export * from './runs';
export * from './runStates';
export * from './secrets';
export * from './variables';
export * from './words';
