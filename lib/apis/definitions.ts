import type { LianlianApiId, LianlianEndpointId } from '../common/api-ids.js';
import type { LianlianMessage } from '../common/fields/lianlian-message.js';
import type { AddressedDefinition, SdkDefinition } from '../wire/api-definition.js';
import { ACCOUNT_BALANCE } from './account/account.definition.js';
import { AGGREGATE_DIRECT } from './aggregate-direct/aggregate-direct.definition.js';
import { AGGREGATE_QUERY } from './aggregate-query/aggregate-query.definition.js';
import { AGGREGATE_REDIRECT } from './aggregate-redirect/aggregate-redirect.definition.js';
import { BANKS_BRANCHES, BANKS_SUPPORTED } from './bank/bank.definitions.js';
import {
  CARD_BIN,
  CARD_BIND_APPLY,
  CARD_BIND_VERIFY,
  CARD_LIST,
  CARD_UNBIND,
} from './card/card.definitions.js';
import { EASYPAY_APPLY, EASYPAY_VERIFY } from './easypay-direct/easypay-direct.definitions.js';
import { EASYPAY_QUERY } from './easypay-query/easypay-query.definition.js';
import { EASYPAY_MOBILE } from './easypay-mobile/easypay-mobile.definition.js';
import {
  EASYPAY_H5_REDIRECT,
  EASYPAY_WEB_REDIRECT,
} from './easypay-redirect/easypay-redirect.definitions.js';
import { EXCHANGE_APPLY, EXCHANGE_QUERY, EXCHANGE_VERIFY } from './exchange/exchange.definitions.js';
import {
  MPAY_APPLY,
  MPAY_BIND_APPLY,
  MPAY_BIND_VERIFY,
  MPAY_QUERY,
  MPAY_VERIFY,
} from './mpay/mpay.definitions.js';
import { ONLINE_BANKING_REDIRECT } from './online-banking/online-banking.definition.js';
import { PAYOUT_APPLY, PAYOUT_CONFIRM, PAYOUT_QUERY } from './payout/payout.definitions.js';
import { PREAUTH_CANCEL, PREAUTH_CAPTURE, PREAUTH_QUERY } from './preauth/preauth.definitions.js';
import { REFUND_APPLY, REFUND_APPLY_CROSS_BORDER, REFUND_QUERY } from './refund/refund.definitions.js';
import { UNIFIED_CREATE } from './unified-gateway/unified-gateway.definition.js';

/**
 * Every API that has an address, by its id, for whatever looks at all of them. The compiler refuses it where one of the ids is missing.
 *
 * An app's start does not load this file: each service imports its own definition.
 */
export const DEFINITIONS = {
  'aggregate.redirect': AGGREGATE_REDIRECT,
  'aggregate.direct': AGGREGATE_DIRECT,
  'aggregate.query': AGGREGATE_QUERY,
  'easypay.apply': EASYPAY_APPLY,
  'easypay.verify': EASYPAY_VERIFY,
  'easypay.webRedirect': EASYPAY_WEB_REDIRECT,
  'easypay.h5Redirect': EASYPAY_H5_REDIRECT,
  'easypay.query': EASYPAY_QUERY,
  'refund.apply': REFUND_APPLY,
  'refund.applyCrossBorder': REFUND_APPLY_CROSS_BORDER,
  'refund.query': REFUND_QUERY,
  'preauth.capture': PREAUTH_CAPTURE,
  'preauth.cancel': PREAUTH_CANCEL,
  'preauth.query': PREAUTH_QUERY,
  'card.bindApply': CARD_BIND_APPLY,
  'card.bindVerify': CARD_BIND_VERIFY,
  'card.unbind': CARD_UNBIND,
  'card.list': CARD_LIST,
  'card.bin': CARD_BIN,
  'onlineBanking.redirect': ONLINE_BANKING_REDIRECT,
  'unified.create': UNIFIED_CREATE,
  'payout.apply': PAYOUT_APPLY,
  'payout.confirm': PAYOUT_CONFIRM,
  'payout.query': PAYOUT_QUERY,
  'account.balance': ACCOUNT_BALANCE,
  'banks.supported': BANKS_SUPPORTED,
  'banks.branches': BANKS_BRANCHES,
  'mpay.bindApply': MPAY_BIND_APPLY,
  'mpay.bindVerify': MPAY_BIND_VERIFY,
  'mpay.apply': MPAY_APPLY,
  'mpay.verify': MPAY_VERIFY,
  'mpay.query': MPAY_QUERY,
  'exchange.apply': EXCHANGE_APPLY,
  'exchange.verify': EXCHANGE_VERIFY,
  'exchange.query': EXCHANGE_QUERY,
} satisfies Readonly<Record<LianlianEndpointId, AddressedDefinition<LianlianMessage>>>;

/** The other APIs, whose requests go to an app. */
export const SDK_DEFINITIONS = {
  'easypay.mobile': EASYPAY_MOBILE,
} satisfies Readonly<Record<Exclude<LianlianApiId, LianlianEndpointId>, SdkDefinition<LianlianMessage>>>;
