import { accountBalance } from './account-balance.js';
import { aggregateDirect } from './aggregate-direct.js';
import { aggregateQuery } from './aggregate-query.js';
import { aggregateRedirect } from './aggregate-redirect.js';
import type { JsonApi, PageApi } from './api.js';
import { banksBranches, banksSupported } from './banks.js';
import { cardList, cardUnbind } from './bound-cards.js';
import { cardBin } from './card-bin.js';
import { cardBindApply, cardBindVerify } from './card-bind.js';
import { easypayApply } from './easypay-apply.js';
import { easypayQuery, mpayQuery } from './easypay-query.js';
import { easypayH5Redirect, easypayWebRedirect } from './easypay-redirect.js';
import { easypayVerify } from './easypay-verify.js';
import { exchangeApply, exchangeQuery, exchangeVerify } from './exchange.js';
import { mpayBindApply, mpayBindVerify } from './mpay-bind.js';
import { mpayApply, mpayVerify } from './mpay-pay.js';
import { onlineBankingRedirect } from './online-banking-redirect.js';
import { payoutApply } from './payout-apply.js';
import { payoutConfirm } from './payout-confirm.js';
import { payoutQuery } from './payout-query.js';
import { preauthCancel, preauthCapture, preauthQuery } from './preauth.js';
import { exchangeRefundApply, refundApply } from './refund-apply.js';
import { refundQuery } from './refund-query.js';
import { unifiedCreate } from './unified-create.js';

/** The APIs that the sandbox has. Paths, fields and rules come from the data: a new API needs only a handler. */
export const apis: readonly (JsonApi | PageApi)[] = [
  aggregateRedirect,
  aggregateDirect,
  aggregateQuery,
  easypayApply,
  easypayVerify,
  easypayQuery,
  easypayWebRedirect,
  easypayH5Redirect,
  refundApply,
  exchangeRefundApply,
  refundQuery,
  preauthCapture,
  preauthCancel,
  preauthQuery,
  cardBindApply,
  cardBindVerify,
  cardList,
  cardUnbind,
  cardBin,
  onlineBankingRedirect,
  unifiedCreate,
  payoutApply,
  payoutConfirm,
  payoutQuery,
  accountBalance,
  banksSupported,
  banksBranches,
  mpayBindApply,
  mpayBindVerify,
  mpayApply,
  mpayVerify,
  mpayQuery,
  exchangeApply,
  exchangeVerify,
  exchangeQuery,
];
