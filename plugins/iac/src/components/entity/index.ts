export { EntityDriftBadge } from './EntityDriftBadge';
export { EntityDriftCard } from './EntityDriftCard';
export { EntityInfrastructure } from './EntityInfrastructure';
export { EntityReadinessCard } from './EntityReadinessCard';
