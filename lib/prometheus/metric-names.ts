import { LianlianConfigError } from '../errors/lianlian-config.error.js';
import type { PrometheusSettings } from './lianlian-prometheus-options.js';
import { prometheusMessages } from './prometheus.messages.js';

/** Names what is registered. @throws LianlianConfigError for a name that the register has already */
export class MetricNames {
  private readonly registered: string[] = [];

  constructor(private readonly settings: PrometheusSettings) {}

  /** The whole name, and where the metric goes. */
  of(name: string): { name: string; registers: PrometheusSettings['register'][] } {
    const { register, prefix } = this.settings;
    const whole = `${prefix}${name}`;
    if (register.getSingleMetric(whole) !== undefined) {
      const message = prometheusMessages.nameTaken(whole);
      throw new LianlianConfigError([{ option: 'LianlianPrometheusModule register', message }]);
    }
    this.registered.push(whole);
    return { name: whole, registers: [register] };
  }

  /** When the app is closed: another one of the same process may use the names again. */
  remove(): void {
    for (const name of this.registered) this.settings.register.removeSingleMetric(name);
    this.registered.length = 0;
  }
}
