/**
 * Metrics for Prometheus. Needs `prom-client`.
 *
 * @module nestjs-lianlian/prometheus
 */
export type { LianlianPrometheusOptions } from './lianlian-prometheus-options.js';
export { LianlianPrometheusModule } from './lianlian-prometheus.module.js';
