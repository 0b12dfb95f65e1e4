import 'reflect-metadata';

import { type DynamicModule, Inject, Module, type NestModule } from '@nestjs/common';
import { DiscoveryModule, ModulesContainer } from '@nestjs/core';

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
import { SentPayouts } from './apis/payout/sent-payouts.js';
import { PreauthService } from './apis/preauth/preauth.service.js';
import { RefundService } from './apis/refund/refund.service.js';
import { UnifiedGatewayService } from './apis/unified-gateway/unified-gateway.service.js';
import { isMarkOfACopy, noteCopy } from './common/copies.js';
import { copyMessages } from './common/copies.messages.js';
import { checkAsyncOptions, checkIsGlobal } from './common/options/module-options.js';
import { createSettings } from './config/create-settings.js';
import { hideWhenPrinted } from './config/hide-when-printed.js';
import type { LianlianModuleOptions } from './config/lianlian-module-options.js';
import { MerchantRegistry } from './config/merchant-registry.js';
import { LIANLIAN_SETTINGS, type LianlianSettings } from './config/settings.js';
import { LianlianConfigError } from './errors/lianlian-config.error.js';
import { configMessages } from './config/config.messages.js';
import {
  type ASYNC_OPTIONS_TYPE,
  ConfigurableModuleClass,
  LIANLIAN_OPTIONS,
  type OPTIONS_TYPE,
} from './lianlian.module-definition.js';
import { LianlianService } from './lianlian.service.js';
import { MerchantsService } from './merchants/merchants.service.js';
import { FailureReport } from './notifications/handle/failure-report.js';
import { HandlingPlanner } from './notifications/handle/handling-plan.js';
import { PaymentReversals } from './notifications/handle/payment-reversals.js';
import { HandlingPreparation } from './notifications/handle/handling-preparation.js';
import { HookRunner } from './notifications/handle/hook-runner.js';
import { LianlianLogger } from './common/logging/lianlian-logger.js';
import { NOTIFICATION_INBOX } from './common/inbox/notification-inbox.js';
import { MemoryInbox } from './notifications/inbox/memory-inbox.js';
import type { TakenMessages } from './notifications/model/any-notification.js';
import { LianlianEvents } from './notifications/model/lianlian-events.js';
import { NotificationDispatcher } from './notifications/handle/notification-dispatcher.js';
import { OnceOnlyHandler } from './notifications/handle/once-only-handler.js';
import { NotificationReceiver } from './notifications/receive/notification-receiver.js';
import { QueuedNotifications } from './notifications/queue/queued-notifications.js';
import { AppHandlers } from './notifications/routes/app-handlers.js';
import { HookSetup } from './notifications/routes/hook-setup.js';
import { LianlianSignatureGuard } from './notifications/routes/lianlian-signature.guard.js';
import { NotifyRoutes } from './notifications/routes/notify-routes.js';
import { PayoutConfirmation } from './notifications/handle/payout-confirmation.js';
import { PayoutPreparation } from './notifications/handle/payout-preparation.js';
import { PayoutRoutes } from './notifications/handle/payout-routes.js';
import { PaymentConfirmation } from './notifications/handle/payment-confirmation.js';
import { ReturnReceiver } from './notifications/receive/return-receiver.js';
import { ReachCheck } from './notifications/routes/reach-check.js';
import { RouteSetup } from './notifications/routes/route-setup.js';
import { ConfirmByQuery } from './queries/confirm-by-query.js';
import { ConfirmPayout } from './queries/confirm-payout.js';
import { AuthorizationQuery } from './queries/authorization-query.js';
import { PaymentQueriesService } from './queries/payment-queries.service.js';
import { PaymentQuery } from './queries/payment-query.js';
import { ReportService } from './reports/report.service.js';
import { SweeperService } from './sweeper/sweeper.service.js';
import { Ipv6Payers } from './wire/ipv6-payers.js';
import { LianlianClient } from './wire/lianlian-client.js';
import { RiskWarnings } from './wire/risk-warnings.js';
import { LianlianTransport } from './wire/transport.js';
import { assertCanSign } from './wire/trial-signature.js';
import { UndiciTransport } from './wire/undici-transport.js';

/** The services of the APIs, and that of the reports. CONTRIBUTING.md names the other places of a new API. */
const API_SERVICES = [
  AggregateRedirectService,
  AggregateDirectService,
  AggregateQueryService,
  EasypayRedirectService,
  EasypayDirectService,
  EasypayMobileService,
  EasypayQueryService,
  PreauthService,
  CardService,
  RefundService,
  ExchangeService,
  MpayService,
  OnlineBankingService,
  UnifiedGatewayService,
  PayoutService,
  AccountService,
  BankService,
  ReportService,
];

/**
 * LianLian Pay for a Nest app. Import it once, at the root.
 *
 * @throws LianlianConfigError at start, with every problem of the options
 * @example
 * @Module({ imports: [LianlianModule.forRoot({ oidPartner, privateKey, lianlianPublicKey, notifyUrl, returnUrl })] })
 * export class AppModule {}
 */
@Module({
  imports: [DiscoveryModule],
  providers: [
    {
      provide: LIANLIAN_SETTINGS,
      inject: [{ token: LIANLIAN_OPTIONS, optional: true }],
      useFactory: settingsFrom,
    },
    {
      provide: NOTIFICATION_INBOX,
      inject: [LIANLIAN_SETTINGS],
      useFactory: ({ notifications }: LianlianSettings) => notifications.inbox ?? new MemoryInbox(),
    },
    { provide: LianlianTransport, useClass: UndiciTransport },
    MerchantRegistry,
    MerchantsService,
    RiskWarnings,
    Ipv6Payers,
    LianlianClient,
    SentPayouts,
    ...API_SERVICES,
    AuthorizationQuery,
    PaymentQuery,
    PaymentQueriesService,
    LianlianService,
    LianlianEvents,
    { provide: PaymentConfirmation, useClass: ConfirmByQuery },
    { provide: PayoutConfirmation, useClass: ConfirmPayout },
    HookRunner,
    HandlingPlanner,
    PaymentReversals,
    PayoutPreparation,
    HandlingPreparation,
    FailureReport,
    OnceOnlyHandler,
    AppHandlers,
    NotifyRoutes,
    { provide: PayoutRoutes, useExisting: NotifyRoutes },
    SweeperService,
    NotificationDispatcher,
    NotificationReceiver,
    ReturnReceiver,
    QueuedNotifications,
    HookSetup,
    RouteSetup,
    ReachCheck,
  ],
  exports: [
    ...API_SERVICES,
    PaymentQueriesService,
    SweeperService,
    MerchantsService,
    LianlianEvents,
    LianlianService,
    QueuedNotifications,
  ],
})
export class LianlianModule extends ConfigurableModuleClass implements NestModule {
  private readonly logger = new LianlianLogger();

  constructor(
    @Inject(LIANLIAN_SETTINGS) private readonly settings: LianlianSettings,
    modules: ModulesContainer,
    private readonly routes: RouteSetup,
    private readonly notifyRoutes: NotifyRoutes,
  ) {
    super();
    assertOnlyModule(modules);
    if (settings.gateway !== undefined) this.logger.warn(configMessages.gatewayIsSet(settings.gateway));
  }

  /**
   * Settings known when the app is written.
   *
   * @throws LianlianConfigError if it is given no options at all
   */
  static override forRoot(options: typeof OPTIONS_TYPE): DynamicModule {
    checkIsGlobal('LianlianModule', options);
    return super.forRoot(options);
  }

  /**
   * Settings known when the app starts: `useFactory`, `useClass` or `useExisting` (with
   * `createLianlianOptions()`), or `lianlianConfig.asProvider()`.
   *
   * @throws LianlianConfigError if it is given none of them, or what is misspelt
   */
  static override forRootAsync(options: typeof ASYNC_OPTIONS_TYPE): DynamicModule {
    checkAsyncOptions('LianlianModule', options, ['routes']);
    if (
      options.useFactory === undefined &&
      options.useClass === undefined &&
      options.useExisting === undefined
    ) {
      throw new LianlianConfigError([{ option: 'forRootAsync', message: configMessages.noAsyncOptions() }]);
    }
    return super.forRootAsync(options);
  }

  /** Called before routes are registered, in HTTP apps only. It adds no middleware. */
  configure(): void {
    this.routes.apply();
    this.warnOfSilence();
  }

  /** For a payment or a payout whose request names no address no notification comes, and nothing else would say so. */
  private warnOfSilence(): void {
    const [forPayments, forPayouts] = [this.takersOf('payments'), this.takersOf('payouts')];
    for (const { oidPartner, notifyUrl, payoutNotifyUrl } of this.settings.merchants) {
      if (notifyUrl === undefined && forPayments.length > 0)
        this.logger.warn(configMessages.noNotifyUrl(oidPartner, forPayments), { oid_partner: oidPartner });
      if (payoutNotifyUrl === undefined && forPayouts.length > 0)
        this.logger.warn(configMessages.noPayoutNotifyUrl(oidPartner, forPayouts), {
          oid_partner: oidPartner,
        });
    }
  }

  /** The names of the controllers and handlers that take messages of a kind for certain. */
  private takersOf(messages: TakenMessages): readonly string[] {
    const routes = this.notifyRoutes.all().filter(({ takes, isSure }) => takes === messages && isSure);
    return [...new Set(routes.flatMap(({ owners }) => owners.map(({ name }) => name)))];
  }
}

noteCopy(import.meta.url, [LianlianModule, LianlianSignatureGuard]);

/** @throws LianlianConfigError where the app has another one, of this copy of the package or of another */
function assertOnlyModule(modules: ModulesContainer): void {
  const imported = [...modules.values()].filter(
    ({ metatype }) => metatype === LianlianModule || isMarkOfACopy(metatype),
  );
  if (imported.length < 2) return;
  const isOfOtherCopy = imported.some(({ metatype }) => metatype !== LianlianModule);
  const message = isOfOtherCopy ? copyMessages.otherModule() : configMessages.secondModule();
  throw new LianlianConfigError([{ option: 'LianlianModule', message }]);
}

async function settingsFrom(options: LianlianModuleOptions | undefined): Promise<LianlianSettings> {
  if (options === undefined) {
    throw new LianlianConfigError([{ option: 'LianlianModule', message: configMessages.noOptions() }]);
  }
  const settings = createSettings(options);
  hideWhenPrinted(options);
  await assertCanSign(settings.merchants, settings.http.timeoutMs);
  return settings;
}
