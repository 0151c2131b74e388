import { say, type CheckDescription } from '@backstage-iac/plugin-iac-common';
import type {
  CheckObserver,
  CheckSettings,
  EnvironmentDefinition,
  ReadinessCheck,
} from '@backstage-iac/plugin-iac-node';

/** All checks that there are: those of the suite, and those of modules. */
export class CheckRegistry {
  readonly #checks = new Map<string, ReadinessCheck>();
  readonly #fed = new Map<string, CheckObserver>();
  readonly #settings: Record<string, CheckSettings>;

  /** @param options - `settings`: `iac.checks` */
  constructor(options: { settings?: Record<string, CheckSettings> }) {
    this.#settings = options.settings ?? {};
  }

  /** @throws Error when a check with this id exists */
  add(...checks: readonly ReadinessCheck[]): void {
    for (const check of checks) {
      if (this.#checks.has(check.id)) {
        throw new Error(
          `Two modules add the check '${check.id}', give one of them another id`,
        );
      }
      this.#checks.set(check.id, check);
    }
  }

  /** @throws Error when it is fed already */
  feed(checkId: string, observe: CheckObserver): void {
    if (this.#fed.has(checkId)) {
      throw new Error(`Two modules feed the check '${checkId}', remove one`);
    }
    this.#fed.set(checkId, observe);
  }

  /** @throws Error naming what is configured or fed and does not exist */
  verify(): void {
    for (const [ids, where] of [
      [Object.keys(this.#settings), "'iac.checks' names"],
      [[...this.#fed.keys()], 'A module feeds'],
    ] as const) {
      const unknown = ids.find(id => !this.#checks.has(id));
      if (unknown) {
        throw new Error(
          `${where} the check '${unknown}', which does not exist; there are: ${[
            ...this.#checks.keys(),
          ].join(', ')}`,
        );
      }
    }
  }

  all(): ReadinessCheck[] {
    return [...this.#checks.values()].map(check => ({
      ...check,
      observe:
        this.#disabled(check.id) ?? this.#fed.get(check.id) ?? check.observe,
    }));
  }

  has(checkId: string): boolean {
    return this.#checks.has(checkId);
  }

  /** A check as it counts for one environment. */
  describe(
    check: ReadinessCheck,
    definition: Pick<EnvironmentDefinition, 'tier' | 'drift' | 'rotation'>,
  ): CheckDescription {
    const settings = this.#settings[check.id] ?? {};
    return {
      id: check.id,
      group: check.group,
      title: check.title,
      why: check.why,
      required: isRequired(check, settings, definition),
      purposes: check.purposes,
      freshnessSeconds:
        settings.freshness ??
        (typeof check.freshnessSeconds === 'function'
          ? check.freshnessSeconds(definition)
          : check.freshnessSeconds),
      needs: check.needs,
      remediation: check.remediation,
      refresh: check.refresh,
    };
  }

  #disabled(checkId: string): CheckObserver | undefined {
    const why = this.#settings[checkId]?.disabled;
    return why === undefined
      ? undefined
      : () => ({
          status: 'not-applicable',
          ...say('checks.switchedOff', { why }),
        });
  }
}

function isRequired(
  check: ReadinessCheck,
  settings: CheckSettings,
  definition: Pick<EnvironmentDefinition, 'tier' | 'rotation'>,
): boolean {
  if (typeof settings.required === 'boolean') return settings.required;
  const byTier = settings.required?.[definition.tier];
  if (byTier !== undefined) return byTier;
  return typeof check.required === 'function'
    ? check.required(definition)
    : check.required;
}
