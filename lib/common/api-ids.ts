/** LianLian's APIs by the names that the option `endpoints` takes. */
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
] as const;

export type LianlianApiId = (typeof API_IDS)[number];
