/** The port through which the app's routes for payouts are known: where one is, a message without `pay_type` may be a payout's. */
export abstract class PayoutRoutes {
  abstract areThere(): boolean;
}
