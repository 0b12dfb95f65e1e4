import { describe, expect, it } from 'vitest';

import { DEFINITIONS, SDK_DEFINITIONS } from '../../../lib/apis/definitions.js';
import { AccountService } from '../../../lib/apis/account/account.service.js';
import { AggregateDirectService } from '../../../lib/apis/aggregate-direct/aggregate-direct.service.js';
import { AggregateQueryService } from '../../../lib/apis/aggregate-query/aggregate-query.service.js';
import { AggregateRedirectService } from '../../../lib/apis/aggregate-redirect/aggregate-redirect.service.js';
import { BankService } from '../../../lib/apis/bank/bank.service.js';
import { CardService } from '../../../lib/apis/card/card.service.js';
import { EasypayDirectService } from '../../../lib/apis/easypay-direct/easypay-direct.service.js';
import { EasypayMobileService } from '../../../lib/apis/easypay-mobile/easypay-mobile.service.js';
import { EasypayQueryService } from '../../../lib/apis/easypay-query/easypay-query.service.js';
import { EasypayRedirectService } from '../../../lib/apis/easypay-redirect/easypay-redirect.service.js';
import { ExchangeService } from '../../../lib/apis/exchange/exchange.service.js';
import { MpayService } from '../../../lib/apis/mpay/mpay.service.js';
import { OnlineBankingService } from '../../../lib/apis/online-banking/online-banking.service.js';
import { PayoutService } from '../../../lib/apis/payout/payout.service.js';
import { PreauthService } from '../../../lib/apis/preauth/preauth.service.js';
import { RefundService } from '../../../lib/apis/refund/refund.service.js';
import { UnifiedGatewayService } from '../../../lib/apis/unified-gateway/unified-gateway.service.js';
import type { LianlianApiId } from '../../../lib/common/api-ids.js';
import type { LianlianCallOptions } from '../../../lib/wire/call-options.js';
import { LianlianClient } from '../../../lib/wire/lianlian-client.js';
import { LianlianService } from '../../../lib/lianlian.service.js';

/** A client that returns the API and the request that it was given. */
const client = {
  call: (api: { id: string }, request: unknown, options: unknown) =>
    Promise.resolve({ call: api.id, request, options }),
  form: (api: { id: string }, request: unknown, options: unknown) =>
    Promise.resolve({ form: api.id, request, options }),
  parameters: (api: { id: string }, request: unknown, options: unknown) =>
    Promise.resolve({ parameters: api.id, request, options }),
} as unknown as LianlianClient;

const request = { no_order: 'o-1' } as never;
const options: LianlianCallOptions = { timeoutMs: 1_234, signal: new AbortController().signal };

const aggregateRedirect = new AggregateRedirectService(client);
const aggregateDirect = new AggregateDirectService(client);
const aggregateQuery = new AggregateQueryService(client);
const easypayRedirect = new EasypayRedirectService(client);
const easypayDirect = new EasypayDirectService(client);
const easypayQuery = new EasypayQueryService(client);
const preauth = new PreauthService(client);
const cards = new CardService(client);
const onlineBanking = new OnlineBankingService(client);
const unifiedGateway = new UnifiedGatewayService(client);
const refunds = new RefundService(client);
const payouts = new PayoutService(client);
const account = new AccountService(client);
const banks = new BankService(client);
const mpay = new MpayService(client);
const exchange = new ExchangeService(client);
const easypayMobile = new EasypayMobileService(client);

/** What each API is called by. */
const CALLS: Readonly<
  Record<LianlianApiId, readonly [service: object, how: 'call' | 'form' | 'parameters', sent: () => unknown]>
> = {
  'aggregate.redirect': [aggregateRedirect, 'form', () => aggregateRedirect.createForm(request, options)],
  'aggregate.direct': [aggregateDirect, 'call', () => aggregateDirect.pay(request, options)],
  'aggregate.query': [aggregateQuery, 'call', () => aggregateQuery.query(request, options)],
  'easypay.webRedirect': [easypayRedirect, 'form', () => easypayRedirect.createWebForm(request, options)],
  'easypay.h5Redirect': [easypayRedirect, 'form', () => easypayRedirect.createH5Form(request, options)],
  'easypay.apply': [easypayDirect, 'call', () => easypayDirect.apply(request, options)],
  'easypay.verify': [easypayDirect, 'call', () => easypayDirect.verify(request, options)],
  'easypay.query': [easypayQuery, 'call', () => easypayQuery.query(request, options)],
  'preauth.capture': [preauth, 'call', () => preauth.capture(request, options)],
  'preauth.cancel': [preauth, 'call', () => preauth.cancel(request, options)],
  'preauth.query': [preauth, 'call', () => preauth.query(request, options)],
  'card.bindApply': [cards, 'call', () => cards.bindApply(request, options)],
  'card.bindVerify': [cards, 'call', () => cards.bindVerify(request, options)],
  'card.unbind': [cards, 'call', () => cards.unbind(request, options)],
  'card.list': [cards, 'call', () => cards.list(request, options)],
  'card.bin': [cards, 'call', () => cards.bin(request, options)],
  'onlineBanking.redirect': [onlineBanking, 'form', () => onlineBanking.createForm(request, options)],
  'unified.create': [unifiedGateway, 'call', () => unifiedGateway.create(request, options)],
  'refund.apply': [refunds, 'call', () => refunds.apply(request, options)],
  'refund.applyCrossBorder': [
    refunds,
    'call',
    () => refunds.apply(request, { ...options, crossBorder: true }),
  ],
  'refund.query': [refunds, 'call', () => refunds.query(request, options)],
  'payout.apply': [payouts, 'call', () => payouts.apply(request, options)],
  'payout.confirm': [payouts, 'call', () => payouts.confirm(request, options)],
  'payout.query': [payouts, 'call', () => payouts.query(request, options)],
  'account.balance': [account, 'call', () => account.balance(request, options)],
  'banks.supported': [banks, 'call', () => banks.supported(request, options)],
  'banks.branches': [banks, 'call', () => banks.branches(request, options)],
  'mpay.bindApply': [mpay, 'call', () => mpay.bindApply(request, options)],
  'mpay.bindVerify': [mpay, 'call', () => mpay.bindVerify(request, options)],
  'mpay.apply': [mpay, 'call', () => mpay.apply(request, options)],
  'mpay.verify': [mpay, 'call', () => mpay.verify(request, options)],
  'mpay.query': [mpay, 'call', () => mpay.query(request, options)],
  'exchange.apply': [exchange, 'call', () => exchange.apply(request, options)],
  'exchange.verify': [exchange, 'call', () => exchange.verify(request, options)],
  'exchange.query': [exchange, 'call', () => exchange.query(request, options)],
  'easypay.mobile': [easypayMobile, 'parameters', () => easypayMobile.createParameters(request, options)],
};

const SERVICES = new Set(Object.values(CALLS).map(([{ constructor }]) => constructor));

describe('the services', () => {
  it.each(Object.entries(CALLS))('send %s, with the options of the call', async (id, [, how, sent]) => {
    expect(await sent()).toEqual({ [how]: id, request, options });
  });

  it.each([...SERVICES])('%o gets its client injected', (service) => {
    expect(Reflect.getMetadata('design:paramtypes', service)).toEqual([LianlianClient]);
  });

  it('are properties of LianlianService, each of them', () => {
    expect(Reflect.getMetadata('design:paramtypes', LianlianService)).toEqual(
      expect.arrayContaining([...SERVICES]),
    );
  });

  it('each have an API, and no API is without one', () => {
    const ids = Object.keys({ ...DEFINITIONS, ...SDK_DEFINITIONS });
    expect(Object.keys(CALLS).toSorted()).toEqual(ids.toSorted());
  });
});
