import type { Config } from '@backstage/config';
import { NotAllowedError } from '@backstage/errors';
import { createProxyAuthenticator } from '@backstage/plugin-auth-node';

/** Names whom a visitor of the demo wants to be, by entity ref. */
const PERSON_HEADER = 'x-demo-person';

const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|\[?::1\]?)$/;

/**
 * Why the demo's sign-in stays off: it asks for no password, so nobody but the
 * people at this machine may reach it.
 *
 * @param nodeEnv - of the process
 * @returns one sentence; nothing when it may be on
 */
export function whyDemoSignInIsOff(
  config: Config,
  nodeEnv: string | undefined,
): string | undefined {
  if (!config.has('auth.providers.demo')) {
    return "'auth.providers.demo' is not configured";
  }
  if (nodeEnv === 'development' || LOOPBACK.test(listenHost(config))) {
    return undefined;
  }
  return "the backend listens beyond this machine; set 'backend.listen.host' to 127.0.0.1, or remove 'auth.providers.demo'";
}

/** `backend.listen` is `host:port`, `:port`, or an object; without a host it is every address. */
function listenHost(config: Config): string {
  const listen = config.getOptional('backend.listen');
  if (typeof listen === 'string') {
    return listen.slice(0, Math.max(0, listen.lastIndexOf(':')));
  }
  return config.getOptionalString('backend.listen.host') ?? '';
}

/** Believes whom the header names, among the people whom the configuration lists. */
export const demoAuthenticator = createProxyAuthenticator({
  defaultProfileTransform: async ({ displayName }: DemoPerson) => ({
    profile: { displayName },
  }),
  initialize({ config }) {
    const people = config.getConfigArray('people').map(person => ({
      entityRef: person.getString('entityRef'),
      displayName: person.getString('name'),
    }));
    return new Map(people.map(person => [person.entityRef, person]));
  },
  async authenticate({ req }, people: Map<string, DemoPerson>) {
    const entityRef = req.header(PERSON_HEADER) ?? '';
    const result = people.get(entityRef);
    if (!result) {
      throw new NotAllowedError(
        `The demo knows no '${entityRef}'; 'auth.providers.demo.people' lists who can be signed in as`,
      );
    }
    return { result };
  },
});

interface DemoPerson {
  entityRef: string;
  displayName: string;
}
