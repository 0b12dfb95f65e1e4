/** Every sentence about queries that a user may read. */
export const queryMessages = {
  notAsked: () => 'LianLian was not asked:',
  queriedOrder: (order: string) => `Query of order ${order}`,
  cannotConfirm: (subject: string) =>
    `${subject}: LianLian's query could not be asked to confirm it. Not acknowledged; LianLian will repeat it.`,
  notConfirmedYet: (subject: string, state: string) =>
    `${subject}: LianLian's query says ${state}. Not acknowledged; LianLian will repeat it.`,
  notConfirmed: (subject: string, state: string) =>
    `${subject}: LianLian's query does not confirm it (it says ${state}, or another transaction or amount). Nothing was settled.`,
  undecided: (subject: string) =>
    `${subject}: the message names no pay_type or no dt_order, and LianLian's queries do not tell whether it is a payment, an authorization or a payout, and of which order. Nothing was settled, and LianLian will repeat it. Where pay_type is missing and the app knows, let expectedPayment return authorization: true or false.`,
} as const;
