/**
 * A health check. Needs `@nestjs/terminus`.
 *
 * @module nestjs-lianlian/terminus
 */
export {
  type LianlianHealth,
  LianlianHealthIndicator,
  type LianlianHealthOptions,
} from './lianlian-health.indicator.js';
