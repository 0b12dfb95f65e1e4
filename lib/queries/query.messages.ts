import { amountInWords } from '../common/currency.js';
import { otherTimeMessages } from '../common/payments/other-time.messages.js';
import type { OrderBeside, UnknownOrder } from './order-beside.js';

/** Every sentence about queries that a user may read. In the log, `handleMessages.comesAgain` follows those about a notification. */
export const queryMessages = {
  notAsked: () => 'LianLian was not asked:',
  queriedOrder: (order: string) => `Query of order ${order}`,
  aboutNothing: (order: string) =>
    `Query of order ${order}: the response is genuine, but names neither the order nor its transaction, so it may be about another one. Nothing is settled by it: look the order up at LianLian's merchant console.`,
  withoutTime: (order: string) =>
    `Query of order ${order}: the response is genuine, but names no dt_order, and LianLian finds payments in a foreign currency by their number alone, so it may be about an order of another day. Nothing is settled by it: look the order up at LianLian's merchant console.`,
  knownByOtherTime: (
    { no_order, dt_order }: Pick<UnknownOrder, 'no_order' | 'dt_order'>,
    { dt_order: sent, result_pay, ...amount }: OrderBeside,
  ) =>
    otherTimeMessages.knownByOther(`Order ${no_order}`, {
      field: 'dt_order',
      kept: dt_order,
      sent,
      says: [result_pay && `result_pay ${result_pay}`, amount.money_order && amountInWords(amount)],
    }),
  cannotConfirm: (subject: string) => `${subject}: LianLian's query could not be asked to confirm it.`,
  notConfirmedYet: (subject: string, state: string) => `${subject}: LianLian's query says ${state}.`,
  notConfirmed: (subject: string, state: string) =>
    `${subject}: LianLian's query does not confirm it (it says ${state}, or another transaction, amount or currency). Nothing was settled: look the transaction up at LianLian's merchant console.`,
  payoutNotKnownYet: (subject: string) =>
    `${subject}: LianLian's query does not name the transaction and the amount of this payout yet. Nothing was settled: a message about a payment would look the same.`,
  sendsUnknown: (subject: string) =>
    `${subject}: the inbox cannot be asked whether the payout was sent once more meanwhile.`,
  sentSince: (subject: string) =>
    `${subject}: the payout was sent more than once, the last time within 30 minutes, so this may be the end of an earlier send, and the last one may still be paid. Nothing was settled: it comes again, or the sweeper asks for it, when LianLian has recorded the last send. Make no other payout for it meanwhile.`,
  payoutNotConfirmed: (subject: string, result: string, state: string) =>
    `${subject}: the message says ${result}, and LianLian's query says that the payout is ${state}. Nothing was settled: look the transaction up at LianLian's merchant console before you pay anew or tell anybody.`,
  undecided: (subject: string) =>
    `${subject}: the message names no pay_type or no dt_order, and LianLian's queries do not tell whether it is a payment, an authorization or a payout, and of which order. Nothing was settled. Where pay_type is missing and the app knows, let expectedPayment return authorization: true or false. Where the merchant pays out, that alone decides nothing, because the message may be a payout's: see that the payouts' notify_url (payoutNotifyUrl) does not lead to the route for payments, and look the transaction up at LianLian's merchant console.`,
} as const;
