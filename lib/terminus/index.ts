export {
  type LianlianHealth,
  LianlianHealthIndicator,
  type LianlianHealthOptions,
} from './lianlian-health.indicator.js';
