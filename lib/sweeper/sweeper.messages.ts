/** Every sentence of the sweeper that a user may read. */
export const sweeperMessages = {
  sweepFailed: () =>
    'A round of the sweeper failed: payments whose notification was lost stay unsettled until the next round',
  cannotSweep: (row: number, order: string | undefined) =>
    `Row ${String(row)} of unsettledPayments${order === undefined ? '' : ` (order ${order})`} cannot be swept; the others are. It needs no_order as text, product, dt_order as a valid Date or yyyyMMddHHmmss, and oid_partner where the module takes several merchants.`,
  handlerHangs: (order: string, ms: number) =>
    `The hooks for order ${order} still run after ${String(ms)} ms (notifications.maxHandlingMs). The sweep goes on without them; a later one asks again. Find out what they wait for.`,
  neverFound: (order: string, time: string, product: string) =>
    `LianLian knows no payment of order ${order}, time ${time}, product ${product}, after several queries. Did the payer never begin to pay, or is one of the three not that of the request? dt_order must be the very one that was sent, to the second: keep wholeSeconds() with an order, or LianLian's text.`,
  sweptWithoutTransaction: (order: string, state: string) =>
    `Order ${order} is ${state}, says LianLian's query, but names no transaction or amount: it was handed to no handler`,
} as const;
