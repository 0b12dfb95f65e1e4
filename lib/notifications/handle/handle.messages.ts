/** Every sentence about the handling of a notification that a user may read. */
export const handleMessages = {
  observerFailed: () =>
    'What observes notifications failed. They are handled all the same; traces and metrics have gaps until it is mended. This line comes once.',
  unknownOrder: (subject: string) =>
    `${subject}: expectedPayment knows no such order. Not acknowledged; LianLian will repeat it. Was the order saved before the payment was sent?`,
  unknownRefund: (subject: string) =>
    `${subject}: expectedRefund knows no such refund. Not acknowledged; LianLian will repeat it.`,
  otherMerchant: (subject: string, notified: string, expected: string) =>
    `${subject}: it was paid to merchant ${notified}, but the order belongs to merchant ${expected}. Nothing was settled.`,
  otherAmount: (subject: string, notified: string, expected: string) =>
    `${subject}: LianLian says ${notified} yuan, the app expects ${expected} yuan. Nothing was settled: compare both before you do.`,
  paidTwice: (subject: string, paidBy: string) =>
    `${subject}: the order was already paid by transaction ${paidBy}. The payer paid twice: refund one of the two.`,
  undone: (subject: string, result: string, hook: string) =>
    `${subject}: it paid the order, and now LianLian says ${result}. ${hook} gets it: if the money went back, take the goods or the service back too.`,
  notComparable: (subject: string, sentence: string) =>
    `${subject}: ${sentence}. Not acknowledged; LianLian will repeat it.`,
  misspeltExpectation: (hook: string, misspelt: string, field: string) =>
    `${hook} returns ${misspelt}, and no such field is read: the field is ${field}`,
  expectationNoObject: (hook: string) =>
    `${hook} must return an object, or null for an order that the app does not know`,
  expectationOfOtherType: (hook: string, field: string, type: string) =>
    `${hook}'s ${field} must be ${type}, and is something else (a number that a database makes of a boolean, for example)`,
  expectedRefundMissing: () =>
    'expectedRefund is required, because the module has several merchants: without it, a refund of one merchant could pass for that of another',
  expectedMerchantMissing: (hook: string) =>
    `${hook} must return oid_partner, because the module has several merchants`,
  hookMissing: (subject: string, hook: string) =>
    `${subject}: the controller has no ${hook}, which this notification is for. Not acknowledged; LianLian will repeat it.`,
  hookFailed: (subject: string, hook: string) =>
    `${subject}: ${hook} failed. Not acknowledged; LianLian will repeat it.`,
  overBudget: (subject: string, ms: number) =>
    `${subject}: the handler is still running after ${String(ms)} ms. It runs on; LianLian will ask again.`,
  inProgress: (subject: string) => `${subject}: another copy is being handled. LianLian will ask again.`,
  inboxUnreachable: (subject: string) =>
    `${subject}: the inbox cannot be reached, so it is not known whether it was handled. Not acknowledged; LianLian will repeat it.`,
  queueUnreachable: (subject: string) =>
    `${subject}: the queue cannot be reached. Not acknowledged; LianLian will repeat it.`,
  otherOutcome: (subject: string, before: string) =>
    `${subject}: the order was settled by this transaction with another result or amount (${before}). Nothing was settled now: compare both.`,
  leaseLost: (subject: string) =>
    `${subject}: the handler took so long that its claim ended, and another copy may have run it. Look whether the order was settled twice. Slow handlers belong in a queue.`,
  neverEnds: (subject: string, ms: number) =>
    `${subject}: the handler still runs after ${String(ms)} ms (notifications.maxHandlingMs). Its claim is given up, so the next copy runs it anew: find out what it waits for.`,
  allSlotsTaken: (count: number) =>
    `${String(count)} notification handlers run at once (notifications.maxConcurrent), and others wait for their turn. Where each holds a connection, keep it below the size of the pool; slow handlers belong in a queue (LianlianQueueModule).`,
  shutdownWaits: (count: number, ms: number) =>
    `${String(count)} notification handlers still ran ${String(ms)} ms after the shutdown began. They were left; LianLian will repeat what they did not complete.`,
} as const;
