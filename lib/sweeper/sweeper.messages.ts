/** Every sentence of the sweeper that a user may read. */
export const sweeperMessages = {
  sweepFailed: () =>
    'A round of the sweeper failed: payments and payouts whose notification was lost stay unsettled until the next round',
  cannotSweep: (row: number, order: string | undefined) =>
    `Row ${String(row)} of unsettledPayments${order === undefined ? '' : ` (order ${order})`} cannot be swept; the others are. It needs no_order as text, product, dt_order as a valid Date or yyyyMMddHHmmss, and oid_partner where the module takes several merchants.`,
  cannotSweepPayout: (row: number, payout: string | undefined) =>
    `Row ${String(row)} of unsettledPayouts${payout === undefined ? '' : ` (payout ${payout})`} cannot be swept; the others are. It needs no_order as text, dt_order as a valid Date or yyyyMMddHHmmss, appliedAt as one of the two or not at all, and oid_partner where the module takes several merchants.`,
  listHangs: (hook: string, ms: number) =>
    `${hook} has given no next row for ${String(ms / 60_000)} minutes. This round leaves it there, and the next one asks it again. Find out what it waits for: a connection of the database's, perhaps.`,
  listLeft: (hook: string, ms: number) =>
    `${hook} had given no next row ${String(ms / 1_000)} seconds after the shutdown began, and was left. Nothing is lost: the next process sweeps from the start.`,
  handlerHangs: (order: string, ms: number) =>
    `The hooks for ${order} still run after ${String(ms)} ms (notifications.maxHandlingMs). The sweep goes on without them; a later one asks again. Find out what they wait for.`,
  neverFound: (order: string, time: string, product: string) =>
    `LianLian knows no payment of order ${order}, time ${time}, product ${product}, after several queries. Did the payer never begin to pay, or is one of the three not that of the request? dt_order must be the very one that was sent, to the second: keep wholeSeconds() with an order, or LianLian's text.`,
  sweptWithoutTransaction: (order: string, state: string) =>
    `Order ${order} is ${state}, says LianLian's query, but names no transaction or amount: it was handed to no handler`,
  payoutWithoutTransaction: (payout: string, state: string) =>
    `Payout ${payout} is ${state}, says LianLian's query, but names no transaction or amount: it was handed to no handler`,
  needsConfirmation: (payout: string) =>
    `Payout ${payout} is held back by LianLian, and nothing was paid. A person has to decide: confirm it with the confirm_code that payouts.apply returned (payouts.confirm), or leave it, and LianLian closes it 24 hours after it was sent. Do not send it under another number. This line comes once.`,
  payoutNeverArrived: (payout: string) =>
    `LianLian has no payout ${payout}, and the time is over in which it could still turn up: nothing was paid. Send it again (payouts.apply) with the same no_order and every field unchanged, never with another number; or take it out of unsettledPayouts, if nobody is to be paid.`,
  payoutNotFound: (payout: string) =>
    `LianLian has no payout ${payout}, after several queries. That may change within 30 minutes of its last sending: list it with appliedAt, so that the sweeper can tell when it is final. Until then do not pay anew.`,
} as const;
