import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { signalsServiceRef } from '@backstage/plugin-signals-node';
import { iacPermissions } from '@backstage-iac/plugin-iac-common';
import {
  findBaseDir,
  iacChecksExtensionPoint,
  iacDriftEventsExtensionPoint,
  iacEnvironmentPermissionResourceRef,
  iacSecretSourcesExtensionPoint,
  openKeyring,
  readDigestKey,
  readIacConfig,
  SecretRegistry,
  toEngineEnvironment,
  type IacDriftListener,
} from '@backstage-iac/plugin-iac-node';
import { auditLeak } from './audit/auditLeak';
import { CatalogPeople } from './approvals/CatalogPeople';
import type { CheckRegistry } from './checks/CheckRegistry';
import { createBackendParts } from './createBackendParts';
import { createGovernance } from './checks/createGovernance';
import { openDatabase } from './database/migrate';
import { engineServiceRef } from './engine/engineServiceRef';
import { publishSignals } from './events/publishSignals';
import { createBadgeRouter } from './http/badgeRouter';
import {
  createReadinessBadgeRouter,
  READINESS_BADGE_PATHS,
} from './http/readinessBadgeRouter';
import { EnvironmentAuthorizer } from './permissions/EnvironmentAuthorizer';
import { iacPermissionRules } from './permissions/rules';
import { createRouter } from './router';
import { AuthorizedIacService } from './service/AuthorizedIacService';
import { SecretSources } from './secrets/SecretSources';
import { createScmCredentials } from './sources/scmCredentials';
import { queueFirstRuns } from './startup/queueFirstRuns';
import { warnOfMissingKeys } from './startup/warnOfMissingKeys';
import { holdSignals } from './worker/holdSignals';
import { WorkerIdentity } from './worker/WorkerIdentity';

/**
 * Runs Terraform and OpenTofu for the environments of a company.
 *
 * @public
 */
export const iacPlugin = createBackendPlugin({
  pluginId: 'iac',
  register(env) {
    const secretSources = new SecretSources();
    env.registerExtensionPoint(iacSecretSourcesExtensionPoint, secretSources);
    const extensions = new Array<(checks: CheckRegistry) => void>();
    env.registerExtensionPoint(iacChecksExtensionPoint, {
      addCheck: (...added) => extensions.push(checks => checks.add(...added)),
      feedCheck: (id, observe) =>
        extensions.push(checks => checks.feed(id, observe)),
    });
    const driftListeners = new Array<IacDriftListener>();
    env.registerExtensionPoint(iacDriftEventsExtensionPoint, {
      addListener: listener => driftListeners.push(listener),
    });
    env.registerInit({
      deps: {
        auditor: coreServices.auditor,
        auth: coreServices.auth,
        catalog: catalogServiceRef,
        config: coreServices.rootConfig,
        database: coreServices.database,
        discovery: coreServices.discovery,
        engineTools: engineServiceRef,
        httpAuth: coreServices.httpAuth,
        httpRouter: coreServices.httpRouter,
        lifecycle: coreServices.lifecycle,
        logger: coreServices.logger,
        permissions: coreServices.permissions,
        permissionsRegistry: coreServices.permissionsRegistry,
        rootLifecycle: coreServices.rootLifecycle,
        scheduler: coreServices.scheduler,
        signals: signalsServiceRef,
      },
      async init(deps) {
        const { auditor, config, httpAuth, httpRouter, logger } = deps;
        const configOptions = {
          baseDir: findBaseDir(),
          gitCredentials: createScmCredentials(config),
        };
        const iacConfig = readIacConfig(config, configOptions);
        const keyring = await openKeyring(iacConfig, {
          onCreated: path =>
            logger.warn(
              `No encryption key is configured, so one was made in '${path}'; a portal for others needs one of its own under 'iac.encryption.keys'`,
            ),
        });
        await warnOfMissingKeys({ home: iacConfig.home, keyring, logger });
        const digestKey = await readDigestKey(iacConfig.home);
        const secrets = SecretRegistry.create({
          sources: secretSources.complete(iacConfig, logger),
          digestKey,
        });
        const parts = createBackendParts({
          config: iacConfig,
          loadEnvironments: () =>
            readIacConfig(config, configOptions).environments,
          knex: await openDatabase(deps.database),
          engineTools: deps.engineTools,
          digestKey,
          keyring,
          logger,
          identity: await WorkerIdentity.ofThisProcess(),
          people: new CatalogPeople({
            catalog: deps.catalog,
            auth: deps.auth,
            logger,
          }),
          describeSecrets: definition => secrets.describe(definition),
          governance: createGovernance(deps),
          extendChecks: checks => extensions.forEach(extend => extend(checks)),
          driftListeners,
          externalBaseUrl: await deps.discovery.getExternalBaseUrl('iac'),
          prepare: async (definition, planned) =>
            toEngineEnvironment(
              definition,
              await secrets.resolve(definition, { planned }),
            ),
          onLeak: (run, leak) => auditLeak(auditor, run, leak),
        });

        deps.permissionsRegistry.addResourceType({
          resourceRef: iacEnvironmentPermissionResourceRef,
          permissions: iacPermissions,
          rules: Object.values(iacPermissionRules),
          getResources: async names =>
            names.map(name =>
              parts.registry.find(name)
                ? parts.registry.describe(name)
                : undefined,
            ),
        });
        const service = new AuthorizedIacService({
          service: parts.service,
          authorizer: new EnvironmentAuthorizer({
            permissions: deps.permissions,
            registry: parts.registry,
            access: iacConfig.access,
            ruleset: deps.permissionsRegistry.getPermissionRuleset(
              iacEnvironmentPermissionResourceRef,
            ),
          }),
        });

        const anonymous =
          config.getOptionalBoolean('iac.badges.anonymous') ?? false;
        if (anonymous) {
          httpRouter.addAuthPolicy({
            path: '/badges',
            allow: 'unauthenticated',
          });
        }
        httpRouter.use(
          createBadgeRouter({
            httpAuth,
            auditor,
            anonymous,
            service,
            readDrift: async name =>
              (await parts.service.getEnvironment(name)).drift,
          }),
        );
        for (const path of READINESS_BADGE_PATHS) {
          httpRouter.addAuthPolicy({ path, allow: 'unauthenticated' });
        }
        httpRouter.use(
          createReadinessBadgeRouter({
            httpAuth,
            auditor,
            anonymous,
            service,
            signer: parts.badges,
            readVerdict: name => parts.readVerdict(name),
            now: () => new Date(),
          }),
        );
        httpRouter.use(
          createRouter({ httpAuth, auditor, service, streams: parts.streams }),
        );

        publishSignals({ events: parts.events, signals: deps.signals, logger });
        await deps.scheduler.scheduleTask({
          id: 'drift-schedule',
          frequency: { minutes: 1 },
          timeout: { minutes: 5 },
          fn: async () => parts.drift.tick(await parts.states.now()),
        });
        await deps.scheduler.scheduleTask({
          id: 'drift-events',
          frequency: { minutes: 1 },
          timeout: { minutes: 5 },
          fn: async () => parts.announcer.tick(),
        });
        await deps.scheduler.scheduleTask({
          id: 'readiness',
          frequency: { minutes: 1 },
          timeout: { minutes: 10 },
          fn: async () => parts.verdicts.tick(),
        });
        await deps.scheduler.scheduleTask({
          id: 'plan-retention',
          frequency: { minutes: 15 },
          timeout: { minutes: 15 },
          // Each host has files of its own.
          scope: 'local',
          fn: async () => parts.retention.sweep(new Date()),
        });
        await deps.scheduler.scheduleTask({
          id: 'approval-housekeeping',
          frequency: { minutes: 1 },
          timeout: { minutes: 5 },
          fn: async () => parts.housekeeping.tick(await parts.states.now()),
        });
        deps.lifecycle.addStartupHook(async () => {
          parts.start();
          if (iacConfig.runOnStartup) {
            await queueFirstRuns({
              environments: parts.registry.definitions(),
              runs: parts.runs,
            });
          }
        });
        // Nothing new begins from the first moment of a stop; the hook of the
        // plugin then waits for what is under way, with the database still open.
        let letGo = () => {};
        deps.rootLifecycle.addBeforeShutdownHook(() => {
          letGo = holdSignals(() =>
            logger.warn('Already stopping: waiting for runs under way'),
          );
          parts
            .stop()
            .catch(error => logger.error('Could not stop in order', error));
        });
        deps.lifecycle.addShutdownHook(() => parts.stop().finally(letGo));
      },
    });
  },
});
