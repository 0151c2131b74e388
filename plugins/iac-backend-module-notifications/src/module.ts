import { createBackendModule } from '@backstage/backend-plugin-api';
import { notificationService } from '@backstage/plugin-notifications-node';
import { iacDriftEventsExtensionPoint } from '@backstage-iac/plugin-iac-node';
import { toNotification } from './toNotification';

/**
 * Sends a notification to the owner of an environment when it drifts and when
 * it no longer does, and when its drift checks fail and when they recover.
 * Nobody is told of an environment without an owner.
 *
 * @public
 */
export const iacModuleNotifications = createBackendModule({
  pluginId: 'iac',
  moduleId: 'notifications',
  register(env) {
    env.registerInit({
      deps: {
        drift: iacDriftEventsExtensionPoint,
        notifications: notificationService,
      },
      async init({ drift, notifications }) {
        drift.addListener(async event => {
          const { owner } = event.environment;
          if (!owner) return;
          // A failure goes back to the plugin, which tells it again later.
          await notifications.send({
            recipients: { type: 'entity', entityRef: owner },
            payload: toNotification(event),
          });
        });
      },
    });
  },
});
