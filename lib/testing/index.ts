/**
 * A LianLian on localhost for tests, signed notifications, mocks, and the conformance suites of inboxes and queues.
 *
 * @module nestjs-lianlian/testing
 */
export {
  type AttackOptions,
  type DeliverOptions,
  type LateDeliverOptions,
  LianlianSandbox,
  type PayOptions,
} from '../sandbox/sandbox.js';
export type { SandboxClock } from '../sandbox/common/clock.js';
export type {
  AttackBody,
  AttackId,
  AttackRowView,
  AttackVerdict,
  AttackView,
  DeliveryHow,
  HistoryWhat,
  NotificationKind,
  PayoutRefusalCode,
  PayoutWhat,
  PlantedDifference,
  ReviewCode,
  SandboxEvent,
  SandboxReportDay,
  SandboxReportDifferenceKind,
  SandboxReportFinding,
  SandboxSettlement,
  ScenarioRule,
  ScenarioView,
  TestCard,
  TestCardDoes,
  UnplantedDifference,
} from '../sandbox/contract.js';
export type { DeliveredOptions, ExpectedSandboxPayout } from '../sandbox/expectations.js';
export type { SandboxMerchantOptions } from '../sandbox/common/merchants.js';
export type {
  MerchantModuleOptions,
  SeveralMerchantsModuleOptions,
  SingleMerchantModuleOptions,
} from '../sandbox/setup/module-options.js';
export type { DeliveryAttempt } from '../sandbox/notifications/notification.js';
export { signNotification, type UnsignedFields } from '../sandbox/notifications/sign-notification.js';
export type { SandboxCard } from '../sandbox/orders/sandbox-card.js';
export type {
  Payout,
  PayoutHistoryEntry,
  SandboxPayoutResult,
  PayoutReview,
} from '../sandbox/payouts/payout.js';
export type { PayoutDeliverOptions, SandboxPayouts, WhichPayout } from '../sandbox/sandbox-payouts.js';
export {
  TEST_CARD_HOLDER,
  TEST_CARDS,
  TEST_RECEIVER,
  type TestCardName,
  testCards,
} from '../sandbox/data/test-cards.js';
export type { WhichOrder } from '../sandbox/orders/find-order.js';
export type {
  HistoryEntry,
  Refund,
  SandboxRefundStatus,
  ResultPay,
  Transaction,
} from '../sandbox/orders/transaction.js';
export type {
  SandboxReport,
  SandboxReportFile,
  SandboxReportOptions,
} from '../sandbox/reports/sandbox-report.js';
export type { SandboxReportEdition } from '../sandbox/reports/written-rows.js';
export type { SandboxRequest } from '../sandbox/gateway/request-log.js';
export type { Scenarios } from '../sandbox/scenarios/scenarios.js';
export type { NotificationOptions, SandboxStartOptions, ShopStatus } from '../sandbox/settings.js';
export {
  type ConformanceTransactions,
  inboxConformance,
  type InboxConformanceCase,
  type InboxConformanceOptions,
} from './inbox-conformance.js';
export { type LianlianFakes, mockLianlian } from './mock-lianlian.js';
export {
  queueConformance,
  type QueueConformanceCase,
  type QueueConformanceOptions,
} from './queue-conformance.js';
