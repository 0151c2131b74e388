import { id, name } from '../schema';
import type { ResourceType } from '../schema';

export const alertRule: ResourceType = {
  name: 'sandbox_alert_rule',
  idPrefix: 'alr',
  description: 'A rule that raises an alert.',
  attributes: {
    id,
    name,
    target_id: {
      type: 'string',
      description: 'The object that it watches.',
      required: true,
      replace: true,
      references: '*',
    },
    metric: { type: 'string', description: 'Metric.', required: true },
    operator: {
      type: 'string',
      description: 'How the metric is compared with the threshold.',
      default: 'above',
      oneOf: ['above', 'below'],
    },
    threshold: { type: 'number', description: 'Threshold.', required: true },
    for: {
      type: 'string',
      description: 'How long it must last.',
      default: '5m',
      pattern: /^\d+[smh]$/,
      patternHint: 'a duration such as 30s, 5m or 1h',
    },
    severity: {
      type: 'string',
      description: 'Severity.',
      default: 'warning',
      oneOf: ['info', 'warning', 'critical'],
    },
    enabled: {
      type: 'bool',
      description: 'Whether it is on.',
      default: true,
    },
  },
  handChange: object => ({ enabled: object.enabled === false }),
};
