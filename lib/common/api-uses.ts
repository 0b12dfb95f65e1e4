import type { LianlianApiId } from './api-ids.js';

/**
 * What an API is for, by which metrics, and what an app's clients are told, treat it:
 *
 * - `query`: it asks, and changes nothing, so it may be sent again. A refused one says nothing of the payment.
 * - `payer`: a payer pays with a card or wallet, or binds a card. Where it refuses, nothing was charged, and another way may
 *   be tried.
 * - `payer-query`: it asks about what a payer entered.
 * - `page`: the payer goes on at LianLian, whose page tells of a refusal.
 * - `merchant`: the merchant moves or keeps money, or changes what is bound.
 */
type ApiUse = 'query' | 'payer' | 'payer-query' | 'page' | 'merchant';

const API_USES: Readonly<Record<LianlianApiId, ApiUse>> = {
  'aggregate.redirect': 'page',
  'aggregate.direct': 'payer',
  'aggregate.query': 'query',
  'easypay.apply': 'payer',
  'easypay.verify': 'payer',
  'easypay.webRedirect': 'page',
  'easypay.h5Redirect': 'page',
  'easypay.mobile': 'page',
  'easypay.query': 'query',
  'refund.apply': 'merchant',
  'refund.applyCrossBorder': 'merchant',
  'refund.query': 'query',
  'preauth.capture': 'merchant',
  'preauth.cancel': 'merchant',
  'preauth.query': 'query',
  'card.bindApply': 'payer',
  'card.bindVerify': 'payer',
  'card.unbind': 'merchant',
  'card.list': 'query',
  'card.bin': 'payer-query',
  'onlineBanking.redirect': 'page',
  'unified.create': 'payer',
  'payout.apply': 'merchant',
  'payout.confirm': 'merchant',
  'payout.query': 'query',
  'account.balance': 'query',
  'banks.supported': 'query',
  'banks.branches': 'query',
  'mpay.bindApply': 'payer',
  'mpay.bindVerify': 'payer',
  'mpay.apply': 'payer',
  'mpay.verify': 'payer',
  'mpay.query': 'query',
  'exchange.apply': 'payer',
  'exchange.verify': 'payer',
  'exchange.query': 'query',
};

/** What an API is for; undefined for what is none of the package's. */
export function useOf(api: string): ApiUse | undefined {
  return Object.hasOwn(API_USES, api) ? API_USES[api as LianlianApiId] : undefined;
}

/** Whether an API only asks, and changes nothing. */
export function isQuery(api: string): boolean {
  const use = useOf(api);
  return use === 'query' || use === 'payer-query';
}
