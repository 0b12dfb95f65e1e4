/** LianLian's APIs that have an address, by the names that the option `endpoints` takes. */
export const API_IDS = [
  'aggregate.redirect',
  'aggregate.direct',
  'aggregate.query',
  'easypay.apply',
  'easypay.verify',
  'easypay.webRedirect',
  'easypay.h5Redirect',
  'easypay.query',
  'refund.apply',
  'refund.applyCrossBorder',
  'refund.query',
  'preauth.capture',
  'preauth.cancel',
  'preauth.query',
  'card.bindApply',
  'card.bindVerify',
  'card.unbind',
  'card.list',
  'card.bin',
  'onlineBanking.redirect',
  'unified.create',
  'payout.apply',
  'payout.confirm',
  'payout.query',
  'account.balance',
  'banks.supported',
  'banks.branches',
  'mpay.bindApply',
  'mpay.bindVerify',
  'mpay.apply',
  'mpay.verify',
  'mpay.query',
  'exchange.apply',
  'exchange.verify',
  'exchange.query',
] as const;

/** The APIs that have an address. */
export type LianlianEndpointId = (typeof API_IDS)[number];

/** Every API by its name. `easypay.mobile` has no address: its parameters go to an app, which hands them to LianLian's SDK. */
export type LianlianApiId = LianlianEndpointId | 'easypay.mobile';
