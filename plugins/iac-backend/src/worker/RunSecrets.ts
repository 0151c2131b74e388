import {
  createRedactor,
  Redactor,
  Tripwire,
  type EngineEnvironment,
} from '@backstage-iac/engine';

/** What is known of the secrets of one run while it is worked on. In memory only. */
export class RunSecrets {
  #redactor = Redactor.create([]);
  #tripwire = Tripwire.create([]);

  get redactor(): Redactor {
    return this.#redactor;
  }

  get tripwire(): Tripwire {
    return this.#tripwire;
  }

  /** Before the environment is given to anybody. */
  learn(environment: EngineEnvironment): EngineEnvironment {
    this.#redactor = createRedactor(environment);
    return environment;
  }

  /** The engine learns more secrets than the environment names. */
  readonly onTripwire = (tripwire: Tripwire): void => {
    this.#tripwire = tripwire;
  };
}
