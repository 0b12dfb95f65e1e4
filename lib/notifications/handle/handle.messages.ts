/** What else may keep a hook from finding it, where the notification names a time that the hook may compare. */
function veryTime(field: string, time: string): string {
  return time === ''
    ? ''
    : ` It was asked for the ${field} ${time}: if it compares that, is the ${field} that you keep the same to the second? A column may round milliseconds up, or be read in another zone; keep wholeSeconds(), or LianLian's text.`;
}

/**
 * Every sentence about the handling of a notification that a user may read. Those about one that was not handled say what
 * happened; `comesAgain` follows in the log.
 */
export const handleMessages = {
  observerFailed: () =>
    'What observes notifications failed. They are handled all the same; traces and metrics have gaps until it is mended. This line comes once.',
  /** What becomes of a notification that was not handled, by what brought it. */
  comesAgain: {
    request: 'Not acknowledged; LianLian will repeat it.',
    queue:
      'It was acknowledged when it came; the queue tries it again, or keeps it for a person to look at (a dead letter).',
    sweep: 'The next sweep asks LianLian again.',
  },
  lastLine: () =>
    'It failed in several ways by now: for ten minutes no further line is written about this notification, and events tell of every failure.',
  unknownOrder: (subject: string, time: string) =>
    `${subject}: expectedPayment knows no such order. Was it saved before the payment was sent?${veryTime('dt_order', time)}`,
  unknownRefund: (subject: string, time: string) =>
    `${subject}: expectedRefund knows no such refund. Was it saved before it was asked for?${veryTime('dt_refund', time)}`,
  unknownPayout: (subject: string, time: string) =>
    `${subject}: expectedPayout knows no such payout. Was it saved before it was sent?${veryTime('dt_order', time)}`,
  otherMerchant: (subject: string, notified: string, expected: string) =>
    `${subject}: it was paid to merchant ${notified}, but the order belongs to merchant ${expected}. Nothing was settled: refund it there, or settle the order by hand.`,
  otherPayoutMerchant: (subject: string, notified: string, expected: string) =>
    `${subject}: merchant ${notified} paid it out, but the app's payout belongs to merchant ${expected}. Nothing was settled: look both up at LianLian's merchant console.`,
  otherAmount: (subject: string, notified: string, expected: string) =>
    `${subject}: LianLian says ${notified}, the app expects ${expected}. Nothing was settled: compare both before you do.`,
  otherCurrency: (subject: string, notified: string, expected: string) =>
    `${subject}: LianLian says ${notified}, the app expects ${expected}: another currency. Nothing was settled: compare both before you do. Where the order is not in yuan, expectedPayment returns its currency_order.`,
  paidTwice: (subject: string, paidBy: string) =>
    `${subject}: the order was already paid by transaction ${paidBy}. The payer paid twice: refund one of the two, unless one went back already.`,
  otherAmountThanQuery: (subject: string, notified: string, queried: string) =>
    `${subject}: the message says ${notified} yuan, and LianLian's query says ${queried} yuan. Nothing was settled: compare both before you do.`,
  wrongRoute: (subject: string, kind: string) =>
    kind === 'payout'
      ? `${subject}: it came to a route that takes no payouts. Nothing was settled.`
      : `${subject}: it is about a ${kind}, and it came to a route for payouts. Nothing was settled. Does the notify_url of ${kind}s lead to the route for payouts? Correct notifyUrl, or the request's notify_url, and settle this one by LianLian's query.`,
  otherTransaction: (subject: string, expected: string) =>
    `${subject}: LianLian's transaction of this payout is ${expected}. Nothing was settled: the message may be about a payment with the same number (does its notify_url lead to the route for payouts?), or the payout was made twice. Look both transactions up at LianLian's merchant console.`,
  paidOutTwice: (subject: string, paidBy: string) =>
    `${subject}: the payout was already paid by transaction ${paidBy}. Either the money left twice, or the message is about a payment with the same number. Nothing was settled now: look both transactions up at LianLian's merchant console.`,
  returnedBefore: (subject: string) =>
    `${subject}: LianLian said before that the bank returned this money, and now comes the success of the same payout. Nothing was settled: it stays returned. Ask payouts.query before you pay anew.`,
  contradicted: (subject: string, before: string, now: string) =>
    `${subject}: LianLian said ${before} before, and says ${now} now. Nothing was settled now: ask payouts.query which of the two is true, before you pay anew or tell anybody.`,
  notFinal: (subject: string, result: string) =>
    `${subject}: its result_pay is ${result}, which ends no payout. Nothing was settled: ask payouts.query what became of it.`,
  reversed: (subject: string) =>
    `${subject}: LianLian said before that this money went back to the payer, and now comes the success of the same payment. Nothing was settled. Ask LianLian's query before you ship anything.`,
  undone: (subject: string, result: string, hook: string) =>
    `${subject}: it paid the order, and now LianLian says ${result}. ${hook} gets it: if the money went back, take the goods or the service back too.`,
  notComparable: (subject: string, sentence: string) => `${subject}: ${sentence}.`,
  misspeltExpectation: (hook: string, misspelt: string, field: string) =>
    `${hook} returns ${misspelt}, and no such field is read: the field is ${field}`,
  expectationNoObject: (hook: string) =>
    `${hook} must return an object, or null for an order that the app does not know`,
  expectationOfOtherType: (hook: string, field: string, type: string) =>
    `${hook}'s ${field} must be ${type}, and is something else (a number that a database makes of a boolean, or text that a CHAR column filled up with blanks, for example)`,
  expectedRefundMissing: () =>
    'expectedRefund is required, because the module takes several merchants: without it, a refund of one merchant could pass for that of another',
  expectedMerchantMissing: (hook: string) =>
    `${hook} must return oid_partner, because the module takes several merchants`,
  failed: (subject: string, problem: string) => `${subject}: ${problem}.`,
  hookMissing: (subject: string, hook: string) =>
    `${subject}: there is no ${hook}, which this notification is for: add it.`,
  hookFailed: (subject: string, hook: string) => `${subject}: ${hook} failed.`,
  givenUp: (subject: string) =>
    `${subject}: its handler was given up, because its transaction ended while it ran. Nothing that it wrote in that transaction was kept.`,
  overBudget: (subject: string, ms: number) =>
    `${subject}: it is not handled yet after ${String(ms)} ms (notifications.budgetMs). The work goes on. Not acknowledged; LianLian will repeat it.`,
  inProgress: (subject: string) => `${subject}: another copy is being handled.`,
  inboxUnreachable: (subject: string) =>
    `${subject}: the inbox cannot be reached, so it is not known whether it was handled.`,
  inboxRefuses: (subject: string, why: string) =>
    `${subject}: the inbox refuses, so it is not known whether it was handled: ${why}`,
  notCompleted: (subject: string) =>
    `${subject}: its handler ran, but what it did was not committed, or could not be remembered as done.`,
  queueUnreachable: (subject: string) => `${subject}: the queue cannot be reached.`,
  otherOutcome: (subject: string, before: string, now: string) =>
    `${subject}: the order was settled by this transaction with another result, amount or currency (transaction, result and amount in fen, and a currency other than yuan: before ${before}, now ${now}). Nothing was settled now: compare both.`,
  leaseLost: (subject: string) =>
    `${subject}: the handler took so long that its claim ended, and another copy may have run it. Look whether the order was settled twice. Slow handlers belong in a queue.`,
  neverEnds: (subject: string, ms: number) =>
    `${subject}: the handler still runs after ${String(ms)} ms (notifications.maxHandlingMs). Its claim is given up, so the next copy runs it anew: find out what it waits for.`,
  allSlotsTaken: (count: number) =>
    `${String(count)} notification handlers run at once (notifications.maxConcurrent), and others wait for their turn. Where each holds a connection, keep it below the size of the pool; slow handlers belong in a queue (LianlianQueueModule).`,
  poolTooSmall: (count: number, connections: number) =>
    `${String(count)} notification handlers may run at once (notifications.maxConcurrent), each on a connection of its own, and the inbox's pool has ${String(connections)}: handlers that use the pool beside their transaction would wait for each other. Make the pool larger than maxConcurrent, by two at least.`,
  shutdownWaits: (count: number, ms: number) =>
    `${String(count)} notification handlers still ran ${String(ms)} ms after the shutdown began. They were left; LianLian will repeat what they did not complete.`,
} as const;
