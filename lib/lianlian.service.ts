import { Injectable } from '@nestjs/common';

import { AccountService } from './apis/account/account.service.js';
import { AggregateDirectService } from './apis/aggregate-direct/aggregate-direct.service.js';
import { AggregateQueryService } from './apis/aggregate-query/aggregate-query.service.js';
import { AggregateRedirectService } from './apis/aggregate-redirect/aggregate-redirect.service.js';
import { BankService } from './apis/bank/bank.service.js';
import { CardService } from './apis/card/card.service.js';
import { EasypayDirectService } from './apis/easypay-direct/easypay-direct.service.js';
import { EasypayMobileService } from './apis/easypay-mobile/easypay-mobile.service.js';
import { EasypayQueryService } from './apis/easypay-query/easypay-query.service.js';
import { EasypayRedirectService } from './apis/easypay-redirect/easypay-redirect.service.js';
import { ExchangeService } from './apis/exchange/exchange.service.js';
import { MpayService } from './apis/mpay/mpay.service.js';
import { OnlineBankingService } from './apis/online-banking/online-banking.service.js';
import { PayoutService } from './apis/payout/payout.service.js';
import { PreauthService } from './apis/preauth/preauth.service.js';
import { RefundService } from './apis/refund/refund.service.js';
import { UnifiedGatewayService } from './apis/unified-gateway/unified-gateway.service.js';
import { MerchantsService } from './merchants/merchants.service.js';
import { LianlianEvents } from './notifications/model/lianlian-events.js';
import { PaymentQueriesService } from './queries/payment-queries.service.js';
import { ReportService } from './reports/report.service.js';
import { SweeperService } from './sweeper/sweeper.service.js';

/**
 * Every API of LianLian's, one property each.
 *
 * @example
 * constructor(private readonly lianlian: LianlianService) {}
 * const form = await this.lianlian.aggregateRedirect.createForm(order);
 */
@Injectable()
export class LianlianService {
  constructor(
    /** A page of LianLian's where the payer chooses between card, online banking, WeChat Pay and Alipay. */
    readonly aggregateRedirect: AggregateRedirectService,
    /** WeChat Pay and Alipay without leaving the app: QR codes, the WeChat app, official accounts. */
    readonly aggregateDirect: AggregateDirectService,
    /** What became of an aggregate payment. */
    readonly aggregateQuery: AggregateQueryService,
    /** LianLian's card payment page, for web and phones. */
    readonly easypayRedirect: EasypayRedirectService,
    /** Card payment server to server, with an SMS code. */
    readonly easypayDirect: EasypayDirectService,
    /** Signed parameters for LianLian's SDK in the payer's app. */
    readonly easypayMobile: EasypayMobileService,
    /** What became of a card payment. */
    readonly easypayQuery: EasypayQueryService,
    /** What follows an authorization: capture, cancel, query. */
    readonly preauth: PreauthService,
    /** Cards bound to a user: bind, unbind, list; and what a card number says of its bank. */
    readonly cards: CardService,
    /** Refunds in full or in part, and what became of them. */
    readonly refunds: RefundService,
    /** LianLian's page of banks, or one bank's online banking at once. */
    readonly onlineBanking: OnlineBankingService,
    /** A payment created from a server and paid on a page of LianLian's. */
    readonly unifiedGateway: UnifiedGatewayService,
    /** Card payments of orders in a foreign currency. */
    readonly exchange: ExchangeService,
    /** MPAY: card payments whose first steps travel encrypted, and the cards that pay so. */
    readonly mpay: MpayService,
    /** Payouts: money that leaves, what became of it, and what a person has to confirm. */
    readonly payouts: PayoutService,
    /** The merchant's balance. */
    readonly account: AccountService,
    /** Which banks LianLian takes, and their branches. */
    readonly banks: BankService,
    /** LianLian's report files: read, summed up, reconciled with the app's own orders. */
    readonly reports: ReportService,
    /** What became of a payment, whatever it was made with; and waiting for it. */
    readonly queries: PaymentQueriesService,
    /** Finds payments whose notification was lost. */
    readonly sweeper: SweeperService,
    /** Keys and settings of merchants, changed while the app runs. */
    readonly merchants: MerchantsService,
    /** What happens to notifications, as it happens. */
    readonly events: LianlianEvents,
  ) {}
}
