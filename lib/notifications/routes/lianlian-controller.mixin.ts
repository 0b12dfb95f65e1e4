import { readOptions } from '../../common/options/read-options.js';
import { LianlianControllerBase } from '../model/hooks.js';
import { addHookRoutes, HOOK_ROUTE_PATHS, type HookRoutePaths, readHookRoutePaths } from './hook-routes.js';

/** The paths of the routes that `LianlianController()` brings, within the controller's own path. */
export type LianlianControllerOptions = HookRoutePaths;

/** What a controller extends. */
export type LianlianControllerClass = abstract new () => LianlianControllerBase;

/**
 * A controller to extend, with `POST notify` for notifications, `POST` and `GET return` for payers, and `POST
 * payout-notify` for what becomes of payouts.
 *
 * The class brings `expectedPayment` and `onPayment`, and `onRefund`, `onOtherResult`, `onReturn`, `expectedRefund`, and
 * `onPayout` with `expectedPayout`, as it needs them. A hook that returns has handled its notification; one that throws makes
 * LianLian send it again.
 *
 * @throws LianlianConfigError for an option that is misspelt or no text; and at start, for a hook that is
 * @example
 * @Controller('payments')
 * export class PaymentsController extends LianlianController() {
 *   constructor(private readonly orders: OrdersService) { super(); }
 *   expectedPayment(no_order: string) { return this.orders.find(no_order); }
 *   async onPayment(notification: PaymentNotification) { await this.orders.markPaid(notification); }
 * }
 */
export function LianlianController(options: LianlianControllerOptions = {}): LianlianControllerClass {
  const paths = readOptions(
    options,
    { of: 'LianlianController()', known: HOOK_ROUTE_PATHS },
    readHookRoutePaths,
  );
  abstract class PaymentRoutes extends LianlianControllerBase {}
  addHookRoutes(PaymentRoutes.prototype, { paths, by: 'mixin', hooksOf: ({ controller }) => controller });
  return PaymentRoutes;
}
