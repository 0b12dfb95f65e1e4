/**
 * The module, its services, routes, requests, responses, errors and helpers.
 *
 * @module nestjs-lianlian
 */
export { LianlianModule } from './lianlian.module.js';
export { LIANLIAN_OPTIONS } from './lianlian.module-definition.js';
export { LianlianService } from './lianlian.service.js';

export type { KeyInput } from './config/keys.js';
export { lianlianConfig } from './config/lianlian.config.js';
export type {
  LianlianHttpOptions,
  LianlianMerchantCacheOptions,
  LianlianMerchantOptions,
  LianlianModuleOptions,
  LianlianNotificationOptions,
  LianlianOptionsFactory,
  LianlianSharedOptions,
  LianlianSweeperOptions,
  MerchantSource,
} from './config/lianlian-module-options.js';
export type { LianlianDispatcher } from './config/route.js';
export type { Signer, SigningMerchant } from './config/signer.js';
export type { MerchantSummary } from './merchants/merchant-summary.js';
export { type MerchantChanges, MerchantsService } from './merchants/merchants.service.js';

export { AccountBalanceRequest } from './apis/account/account-balance.request.js';
export { AccountBalanceResponse } from './apis/account/account-balance.response.js';
export { AccountService } from './apis/account/account.service.js';
export { AggregateDirectRequest } from './apis/aggregate-direct/aggregate-direct.request.js';
export { AggregateDirectResponse } from './apis/aggregate-direct/aggregate-direct.response.js';
export { AggregateDirectService } from './apis/aggregate-direct/aggregate-direct.service.js';
export { AggregateQueryRequest } from './apis/aggregate-query/aggregate-query.request.js';
export { AggregateQueryResponse } from './apis/aggregate-query/aggregate-query.response.js';
export { AggregateQueryService } from './apis/aggregate-query/aggregate-query.service.js';
export { AggregateRedirectRequest } from './apis/aggregate-redirect/aggregate-redirect.request.js';
export { AggregateRedirectService } from './apis/aggregate-redirect/aggregate-redirect.service.js';
export { BankBranch } from './apis/bank/bank-branch.js';
export { BankService } from './apis/bank/bank.service.js';
export { BanksBranchesRequest } from './apis/bank/banks-branches.request.js';
export { BanksBranchesResponse } from './apis/bank/banks-branches.response.js';
export { BanksSupportedRequest } from './apis/bank/banks-supported.request.js';
export { BanksSupportedResponse } from './apis/bank/banks-supported.response.js';
export { SupportedBank } from './apis/bank/supported-bank.js';
export { BoundCard } from './apis/card/bound-card.js';
export { CardBinRequest } from './apis/card/card-bin.request.js';
export { CardBinResponse } from './apis/card/card-bin.response.js';
export { CardBindApplyRequest } from './apis/card/card-bind-apply.request.js';
export { CardBindApplyResponse } from './apis/card/card-bind-apply.response.js';
export type { CardBindState } from './common/payments/card-bind-state.js';
export { CardBindVerifyRequest } from './apis/card/card-bind-verify.request.js';
export { CardBindVerifyResponse } from './apis/card/card-bind-verify.response.js';
export { CardListRequest } from './apis/card/card-list.request.js';
export { CardListResponse } from './apis/card/card-list.response.js';
export { CardUnbindRequest } from './apis/card/card-unbind.request.js';
export { CardUnbindResponse } from './apis/card/card-unbind.response.js';
export { CardService } from './apis/card/card.service.js';
export { EasypayApplyRequest } from './apis/easypay-direct/easypay-apply.request.js';
export { EasypayApplyResponse } from './apis/easypay-direct/easypay-apply.response.js';
export type { EasypayState, EasypayVerifyState } from './apis/easypay-direct/easypay-state.js';
export { EasypayDirectService } from './apis/easypay-direct/easypay-direct.service.js';
export { EasypayVerifyRequest } from './apis/easypay-direct/easypay-verify.request.js';
export { EasypayVerifyResponse } from './apis/easypay-direct/easypay-verify.response.js';
export { EasypayMobileRequest } from './apis/easypay-mobile/easypay-mobile.request.js';
export { EasypayMobileService } from './apis/easypay-mobile/easypay-mobile.service.js';
export { SdkParameters } from './wire/sdk-parameters.js';
export { EasypayQueryRequest } from './apis/easypay-query/easypay-query.request.js';
export { EasypayQueryResponse } from './apis/easypay-query/easypay-query.response.js';
export { EasypayQueryService } from './apis/easypay-query/easypay-query.service.js';
export { EasypayH5RedirectRequest } from './apis/easypay-redirect/easypay-h5-redirect.request.js';
export { EasypayRedirectService } from './apis/easypay-redirect/easypay-redirect.service.js';
export { EasypayWebRedirectRequest } from './apis/easypay-redirect/easypay-web-redirect.request.js';
export { ExchangeApplyRequest } from './apis/exchange/exchange-apply.request.js';
export { ExchangeApplyResponse } from './apis/exchange/exchange-apply.response.js';
export { ExchangeQueryRequest } from './apis/exchange/exchange-query.request.js';
export { ExchangeQueryResponse } from './apis/exchange/exchange-query.response.js';
export { ExchangeService } from './apis/exchange/exchange.service.js';
export { ExchangeVerifyRequest } from './apis/exchange/exchange-verify.request.js';
export { ExchangeVerifyResponse } from './apis/exchange/exchange-verify.response.js';
export { MpayApplyRequest } from './apis/mpay/mpay-apply.request.js';
export { MpayApplyResponse } from './apis/mpay/mpay-apply.response.js';
export { MpayBindApplyRequest } from './apis/mpay/mpay-bind-apply.request.js';
export { MpayBindApplyResponse } from './apis/mpay/mpay-bind-apply.response.js';
export { MpayBindVerifyRequest } from './apis/mpay/mpay-bind-verify.request.js';
export { MpayBindVerifyResponse } from './apis/mpay/mpay-bind-verify.response.js';
export { MpayQueryRequest } from './apis/mpay/mpay-query.request.js';
export { MpayQueryResponse } from './apis/mpay/mpay-query.response.js';
export { MpayService } from './apis/mpay/mpay.service.js';
export { MpayVerifyRequest } from './apis/mpay/mpay-verify.request.js';
export { MpayVerifyResponse } from './apis/mpay/mpay-verify.response.js';
export type { CardPaymentState, CardPaymentVerifyState } from './common/payments/card-payment-state.js';
export { OnlineBankingRedirectRequest } from './apis/online-banking/online-banking-redirect.request.js';
export { OnlineBankingService } from './apis/online-banking/online-banking.service.js';
export { PayoutApplyRequest } from './apis/payout/payout-apply.request.js';
export { PayoutApplyResponse } from './apis/payout/payout-apply.response.js';
export { PayoutConfirmRequest } from './apis/payout/payout-confirm.request.js';
export { PayoutConfirmResponse } from './apis/payout/payout-confirm.response.js';
export { PayoutQueryRequest, type PayoutQuestion } from './apis/payout/payout-query.request.js';
export type { PayoutQueryOptions } from './apis/payout/payout-query-options.js';
export { PayoutQueryResponse } from './apis/payout/payout-query.response.js';
export type { PayoutApplyState, PayoutReviewReason } from './apis/payout/payout-state.js';
export { memoAsKept } from './apis/payout/payout-memo.js';
export { PayoutService } from './apis/payout/payout.service.js';
export { PayoutSettlement } from './apis/payout/payout-settlement.js';
export type { PayoutSettleOptions } from './apis/payout/settle-options.js';
export { PreauthCancelRequest } from './apis/preauth/preauth-cancel.request.js';
export { PreauthCancelResponse } from './apis/preauth/preauth-cancel.response.js';
export { PreauthCaptureRequest } from './apis/preauth/preauth-capture.request.js';
export { PreauthCaptureResponse } from './apis/preauth/preauth-capture.response.js';
export { PreauthQueryRequest } from './apis/preauth/preauth.request.js';
export { PreauthQueryResponse } from './apis/preauth/preauth-query.response.js';
export { PREAUTH_STATES, type PreauthState, type PreauthStatus } from './apis/preauth/preauth-states.js';
export { PreauthService } from './apis/preauth/preauth.service.js';
export { RefundApplyRequest } from './apis/refund/refund-apply.request.js';
export { RefundQueryRequest } from './apis/refund/refund-query.request.js';
export type { RefundState } from './apis/refund/refund-state.js';
export { RefundApplyResponse, RefundQueryResponse } from './apis/refund/refund.response.js';
export type { RefundApplyOptions, RefundQueryOptions } from './apis/refund/refund-options.js';
export { RefundService } from './apis/refund/refund.service.js';
export type { Refundable } from './apis/refund/refundable.js';
export { UnifiedCreateRequest } from './apis/unified-gateway/unified-create.request.js';
export { UnifiedCreateResponse } from './apis/unified-gateway/unified-create.response.js';
export { UnifiedGatewayService } from './apis/unified-gateway/unified-gateway.service.js';
export { RedirectForm, type RedirectPageOptions } from './wire/redirect-form.js';
export type { LianlianCallOptions } from './wire/call-options.js';
export type { CallTime } from './wire/call-time.js';
export type { WaitOptions } from './wire/wait-options.js';
export {
  LianlianTransport,
  TransportFailure,
  type TransportRequest,
  type TransportResponse,
} from './wire/transport.js';

export { type ReportFile, type ReportFileInput, type ReportKind } from './reports/file-name.js';
export {
  REPORT_METHODS,
  REPORT_PRODUCTS,
  type ReportMethod,
  type ReportProduct,
} from './reports/chinese-names.js';
export type { ReportReadOptions } from './reports/read-report.js';
export type { ReportSummary } from './reports/read-summary.js';
export { type Items, type ReconcileOptions, Reconciliation } from './reports/reconcile/reconcile.js';
export type {
  AppOrder,
  AppRefund,
  ExpectedEntry,
  ReconciledEntry,
  ReconciliationTotals,
  ReportDifference,
  ReportedEntry,
  ReportSums,
} from './reports/reconcile/reconciliation.types.js';
export type {
  ReportEdition,
  ReportExchange,
  ReportOther,
  ReportPayment,
  ReportPayout,
  ReportRefund,
  ReportRow,
} from './reports/report-row.js';
export type { ReportSource } from './reports/report-source.js';
export { ReportService } from './reports/report.service.js';

export { SweeperService } from './sweeper/sweeper.service.js';
export type { ListsUnsettledPayments, ListsUnsettledPayouts } from './sweeper/unsettled.js';
export { PaymentQueriesService } from './queries/payment-queries.service.js';
export type { PaymentStatus } from './queries/payment-status.js';

export type { LianlianApiId, LianlianEndpointId } from './common/api-ids.js';
export {
  APP_REQUEST,
  type AppRequest,
  AUTHORIZATION_PAY_TYPE,
  type AuthorizationPayType,
  BANK_CHANNEL,
  BANK_PRODUCT,
  BANK_STATUS,
  type BankChannel,
  type BankProduct,
  type BankStatus,
  BOUND_CARD_PAY_TYPE,
  type BoundCardPayType,
  BUSI_PARTNER,
  type BusiPartner,
  CARD_BIND_PAY_TYPE,
  CARD_TYPE,
  type CardBindPayType,
  type CardType,
  CHARSET_NAME,
  type CharsetName,
  CLIENT_CHANNEL,
  type ClientChannel,
  CURRENCIES,
  type Currency,
  EASYPAY_CARD_PAY_TYPE,
  EASYPAY_PAY_TYPE,
  type EasypayCardPayType,
  type EasypayPayType,
  EXCHANGE_PAY_TYPE,
  type ExchangePayType,
  FLAG_CARD,
  type FlagCard,
  GATEWAY_CHANNEL,
  GATEWAY_PRODUCT,
  type GatewayChannel,
  type GatewayProduct,
  GATEWAY_CARD_TYPE,
  type GatewayCardType,
  ID_TYPE,
  type IdType,
  MPAY_BIND_ID_TYPE,
  MPAY_BIND_PAY_TYPE,
  MPAY_PAY_TYPE,
  type MpayBindIdType,
  type MpayBindPayType,
  type MpayPayType,
  ONLINE_BANKING_PAY_TYPE,
  type OnlineBankingPayType,
  PAYOUT_RESULT,
  type PayoutResult,
  QUERY_VERSION,
  type QueryVersion,
  REFUND_STATUS,
  type RefundStatus,
  RETURN_MODE,
  type ReturnMode,
  TRANSACTION_KIND,
  type TransactionKind,
  WALLET_PAY_TYPE,
  type WalletPayType,
} from './common/enums.js';
export { type AdviceContext, adviceOf } from './common/codes/advice.js';
export type { AccountKindInput } from './common/fields/account-kind.js';
export type { RiskItem, RiskTicket } from './common/fields/risk-item.js';
export type { SharingRecipient } from './common/fields/sharing-data.js';
export type { PaymentProduct, PaymentReference } from './common/payments/payment-reference.js';
export type { PaymentState } from './common/payments/payment-state.js';
export type { PayoutReference } from './common/payments/payout-reference.js';
export type { PayoutState } from './common/payments/payout-state.js';
export { RETURN_CODES, type ReturnCode, type ReturnCodeMeaning } from './common/codes/return-codes.js';
export type { AnsweringApi, ReturnCodeProduct } from './common/codes/code-meanings.js';
export type { RequestInput } from './common/fields/lianlian-message.js';
export { fenToYuan, yuanToFen } from './common/money.js';
export {
  NOTIFICATION_INBOX,
  type NotificationInbox,
  type OnceLimits,
  type OnceResult,
} from './common/inbox/notification-inbox.js';
export type { SignType } from './common/sign-type.js';
export { formatLianlianTime, parseLianlianTime, wholeSeconds } from './common/time.js';

export {
  LianlianController,
  type LianlianControllerClass,
  type LianlianControllerOptions,
} from './notifications/routes/lianlian-controller.mixin.js';
export {
  LianlianHandler,
  type LianlianHandlerDecorator,
  type LianlianHandlerOptions,
} from './notifications/routes/lianlian-handler.decorator.js';
export type { LianlianRoutesOptions } from './notifications/routes/module-routes.js';
export {
  type ExpectingMethodDecorator,
  LianlianNotify,
  type LianlianNotifyOptions,
} from './notifications/routes/lianlian-notify.decorator.js';
export {
  type ExpectingPayoutsMethodDecorator,
  LianlianPayoutNotify,
} from './notifications/routes/lianlian-payout-notify.decorator.js';
export { LianlianReturn } from './notifications/routes/lianlian-return.decorator.js';
export { LianlianSignatureGuard } from './notifications/routes/lianlian-signature.guard.js';
export type {
  ExpectedPayment,
  ExpectedPayout,
  ExpectedRefund,
  ExpectsPayments,
  ExpectsPayouts,
  LianlianControllerBase,
  LianlianHooks,
  MaybeAsync,
  NotificationContext,
} from './notifications/model/hooks.js';
export { type QueuedResult, QueuedNotifications } from './notifications/queue/queued-notifications.js';
export type { QueuedFailure } from './notifications/queue/queued-failure.js';
export type { NotificationQueue, QueuedNotification } from './common/inbox/notification-queue.js';
export { MemoryInbox, type MemoryInboxOptions } from './notifications/inbox/memory-inbox.js';
export { LIANLIAN_NOTIFICATION_SOURCES } from './notifications/receive/notification-sources.js';
export {
  type LianlianEvent,
  LianlianEvents,
  type LianlianEventType,
  type RefusalReason,
} from './notifications/model/lianlian-events.js';
export {
  LianlianNotification,
  LianlianReturnResult,
  LianlianTransaction,
} from './notifications/routes/parameter.decorators.js';
export { PaymentNotification } from './notifications/model/payment-notification.js';
export {
  type PaymentReturn,
  type UnverifiedPaymentReturn,
  type UnverifiedReason,
  VerifiedPaymentReturn,
} from './notifications/model/payment-return.js';
export { PayoutNotification } from './notifications/model/payout-notification.js';
export { RefundNotification } from './notifications/model/refund-notification.js';

export type { CallerAdvice } from './errors/caller-advice.js';
export { LianlianApiError } from './errors/lianlian-api.error.js';
export { type ConfigProblem, LianlianConfigError } from './errors/lianlian-config.error.js';
export { LianlianReportError } from './errors/lianlian-report.error.js';
export { LianlianSignatureError } from './errors/lianlian-signature.error.js';
export { LianlianTransportError } from './errors/lianlian-transport.error.js';
export { LianlianValidationError } from './errors/lianlian-validation.error.js';
export type { ReturnCodeCategory } from './errors/return-code-category.js';
export { type CallOutcome, LianlianError } from './errors/lianlian.error.js';
export type { Violation, ViolationRule } from './errors/violation.js';

export { type ClientNotice, clientNoticeOf } from './exceptions/client-notice.js';
export type { NoticeCode, NoticeWords } from './exceptions/notice-code.js';
export { LianlianExceptionFilter } from './exceptions/lianlian-exception.filter.js';
export type { SpokenLanguage } from './common/language/preferred-language.js';
