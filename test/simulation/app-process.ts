import { HttpException } from '@nestjs/common';

import type { PayoutService } from '../../lib/apis/payout/payout.service.js';
import type { NotificationInbox } from '../../lib/common/inbox/notification-inbox.js';
import type { PaymentReference } from '../../lib/common/payments/payment-reference.js';
import { MerchantRegistry } from '../../lib/config/merchant-registry.js';
import { FailureReport } from '../../lib/notifications/handle/failure-report.js';
import { HandlingPlanner } from '../../lib/notifications/handle/handling-plan.js';
import { PaymentReversals } from '../../lib/notifications/handle/payment-reversals.js';
import { HandlingPreparation } from '../../lib/notifications/handle/handling-preparation.js';
import { HookRunner } from '../../lib/notifications/handle/hook-runner.js';
import { NotificationDispatcher } from '../../lib/notifications/handle/notification-dispatcher.js';
import { OnceOnlyHandler } from '../../lib/notifications/handle/once-only-handler.js';
import type { TakenMessages } from '../../lib/notifications/model/any-notification.js';
import { LianlianEvents } from '../../lib/notifications/model/lianlian-events.js';
import { NotificationReceiver } from '../../lib/notifications/receive/notification-receiver.js';
import type { HttpRequest, HttpResponse } from '../../lib/notifications/receive/http-types.js';
import { QueuedNotifications } from '../../lib/notifications/queue/queued-notifications.js';
import { PayoutPreparation } from '../../lib/notifications/handle/payout-preparation.js';
import type { NotifyRoute, NotifyRoutes } from '../../lib/notifications/routes/notify-routes.js';
import { routeOf } from '../../lib/notifications/routes/route-metadata.js';
import type { PaymentQuery } from '../../lib/queries/payment-query.js';
import { SentPayouts } from '../../lib/apis/payout/sent-payouts.js';
import { ConfirmPayout } from '../../lib/queries/confirm-payout.js';
import { ConfirmByQuery } from '../../lib/queries/confirm-by-query.js';
import { SweeperService } from '../../lib/sweeper/sweeper.service.js';
import type { LianlianSettings } from '../../lib/config/settings.js';
import type { NotificationQueue } from '../../lib/common/inbox/notification-queue.js';
import type { Actor } from './scheduler.js';

/** The id of the shop's route, which queued notifications name. */
export const ROUTE = 'PaymentsController.notify';
const PAYOUT_ROUTE = 'PaymentsController.payoutNotify';

/** What a process is made of. */
export interface ProcessParts {
  readonly actor: Actor;
  readonly settings: LianlianSettings;
  readonly inbox: NotificationInbox;
  readonly controller: object;
  readonly queries: PaymentQuery;
  readonly payouts: PayoutService;
  readonly queue: NotificationQueue | undefined;
}

/** One process of the app: the module's own classes, put together as its providers are. */
export class AppProcess {
  readonly actor: Actor;
  readonly events = new LianlianEvents();
  readonly queued: QueuedNotifications;
  private readonly receiver: NotificationReceiver;
  private readonly dispatcher: NotificationDispatcher;
  private readonly sweeper: SweeperService;
  private sweeping = Promise.resolve();
  private readonly routes: readonly NotifyRoute[];

  constructor({ actor, settings, inbox, controller, queries, payouts, queue }: ProcessParts) {
    this.actor = actor;
    const merchants = new MerchantRegistry(settings);
    this.routes = routesTo(controller);
    const routes = {
      all: () => this.routes,
      find: (id: string) => this.routes.find((route) => route.id === id),
      areThere: () => this.routes.some(({ takes }) => takes === 'payouts'),
    } as unknown as NotifyRoutes;
    const hooks = new HookRunner(inbox, merchants, routes);
    const report = new FailureReport(this.events);
    const reversals = new PaymentReversals(inbox, settings);
    const planner = new HandlingPlanner(hooks, new ConfirmByQuery(settings, queries), reversals);
    const confirmPayout = new ConfirmPayout(settings, payouts, new SentPayouts(inbox));
    const payoutPreparation = new PayoutPreparation(inbox, merchants, hooks, confirmPayout);
    const preparation = new HandlingPreparation(inbox, hooks, planner, payoutPreparation);
    const handling = new OnceOnlyHandler(settings, inbox, preparation, report, this.events);
    this.receiver = new NotificationReceiver(settings, merchants, this.events);
    this.dispatcher = new NotificationDispatcher(settings, preparation, handling, report, this.events);
    this.queued = new QueuedNotifications(settings, this.dispatcher, merchants, routes, handling);
    if (queue !== undefined) this.queued.use(queue);
    this.sweeper = new SweeperService(settings, merchants, routes, queries, payouts, handling, this.events);
  }

  /** What a POST with this body is answered with. */
  async post(body: string, takes: TakenMessages): Promise<number> {
    const request = { rawBody: Buffer.from(body), ip: '192.0.2.1', headers: {} } as HttpRequest;
    try {
      const route = this.routes.find((each) => each.takes === takes);
      if (route === undefined) return 404;
      const received = await this.receiver.receive(request, {} as HttpResponse, takes);
      const handlers = await route.handlersFor(received.notification.oid_partner);
      await this.dispatcher.dispatch(received, route.id, handlers);
      return 200;
    } catch (error) {
      return error instanceof HttpException ? error.getStatus() : 500;
    }
  }

  /** Rounds come one after the other, as the module's own do: one that never ends is the last. */
  sweep(): Promise<void> {
    const next = (): Promise<void> => this.sweeper.sweep();
    this.sweeping = this.sweeping.then(next, next);
    return this.sweeping;
  }
}

/** A controller that the sweeper may list payments of: some rows are broken. */
export type Rows = Iterable<PaymentReference>;

/** The controller's notification routes: that of payouts only where it has the hook. */
function routesTo(controller: object): readonly NotifyRoute[] {
  const routes: NotifyRoute[] = [];
  for (let holder: object | null = controller; holder !== null; holder = Reflect.getPrototypeOf(holder)) {
    for (const name of Object.getOwnPropertyNames(holder)) {
      const method: unknown = Object.getOwnPropertyDescriptor(holder, name)?.value;
      const metadata = typeof method === 'function' ? routeOf(method) : undefined;
      const handlersOf = metadata?.handlersOf;
      if (metadata === undefined || handlersOf === undefined) continue;
      const isForPayouts = metadata.kind === 'payout-notify';
      if (isForPayouts && Reflect.get(controller, 'onPayout') === undefined) continue;
      const hooksOf = (of: object) => handlersOf({ controller: of, invoke: () => undefined });
      routes.push({
        id: isForPayouts ? PAYOUT_ROUTE : ROUTE,
        takes: isForPayouts ? 'payouts' : 'payments',
        isSure: true,
        owners: [
          {
            name: controller.constructor.name,
            has: (hook) => typeof Reflect.get(controller, hook) === 'function',
            takes: () => true,
            made: () => Promise.resolve(controller),
          },
        ],
        handlersOf: hooksOf,
        handlersFor: () => Promise.resolve(hooksOf(controller)),
      });
    }
  }
  if (routes.length === 0) throw new Error('The controller has no notification route.');
  return routes;
}
