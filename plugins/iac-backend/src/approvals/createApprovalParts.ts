import type { LoggerService } from '@backstage/backend-plugin-api';
import type { Knex } from 'knex';
import type { ArtifactStore } from '../artifacts/ArtifactStore';
import type { EnvironmentStateStore } from '../database/EnvironmentStateStore';
import type { RunStore } from '../database/RunStore';
import type { RunTransitions } from '../database/RunTransitions';
import type { EnvironmentRegistry } from '../service/EnvironmentRegistry';
import type { SpokenText } from '../service/SpokenText';
import { ApplyGate } from './ApplyGate';
import { ApprovalDesk } from './ApprovalDesk';
import { ApprovalHousekeeping } from './ApprovalHousekeeping';
import { ApprovalLedger } from './ApprovalLedger';
import { BreakGlassDesk } from './BreakGlassDesk';
import { CaseReader } from './CaseReader';
import { FreezeCalendar } from './FreezeCalendar';
import type { People } from './People';
import { PlanIntake } from './PlanIntake';
import { PlanSuccession } from './PlanSuccession';
import { ReviewStore } from './ReviewStore';
import { RunSpokenText } from './RunSpokenText';

/** Everything about approvals, put together. */
export function createApprovalParts(options: {
  knex: Knex;
  registry: EnvironmentRegistry;
  runs: RunStore;
  transitions: RunTransitions;
  artifacts: ArtifactStore;
  states: EnvironmentStateStore;
  people: People;
  spoken: SpokenText;
  logger: LoggerService;
}) {
  const { knex, registry, runs, transitions, logger } = options;
  const spoken = new RunSpokenText({ runs, spoken: options.spoken });
  const reviews = new ReviewStore({ knex });
  const freezes = new FreezeCalendar({ registry });
  const succession = new PlanSuccession({ runs });
  const cases = new CaseReader({
    registry,
    runs,
    reviews,
    freezes,
    artifacts: options.artifacts,
    states: options.states,
    people: options.people,
  });
  const ledger = new ApprovalLedger({
    transitions,
    reviews,
    cases,
    succession,
  });
  return {
    freezes,
    succession,
    reviews,
    desk: new ApprovalDesk({ ledger, cases, reviews, runs, spoken }),
    breakGlass: new BreakGlassDesk({
      ledger,
      cases,
      transitions,
      spoken,
    }),
    intake: new PlanIntake({ transitions, cases, succession }),
    gate: new ApplyGate({ cases }),
    housekeeping: new ApprovalHousekeeping({
      knex,
      registry,
      transitions,
      ledger,
      logger,
    }),
  };
}
