/** Every sentence of the sweeper that a user may read. */
export const sweeperMessages = {
  sweepFailed: () =>
    'A round of the sweeper failed: payments whose notification was lost stay unsettled until the next round',
  cannotSweep: (order: string) =>
    `Order ${order} cannot be swept: unsettledPayments must give its dt_order as a Date or yyyyMMddHHmmss, and its oid_partner where the module has several merchants`,
  sweptWithoutTransaction: (order: string, state: string) =>
    `Order ${order} is ${state}, says LianLian's query, but names no transaction or amount: it was handed to no handler`,
} as const;
