/** Every sentence about a request that brings a notification or a return, and is not verified yet. But for `claimed`, `claimedReturn` and `unusableAmount` none of them ever holds a value from the message. */
export const receiveMessages = {
  notANotification: () =>
    'This is not a notification of LianLian: neither a payment nor a refund or a payout',
  whatOneHas: () =>
    'A payment or a payout has no_order, oid_paybill and result_pay, a refund no_refund or oid_refundno. If LianLian sent it, compare the body with its documents: something on its way here may have changed it.',
  ambiguousNotification: () =>
    'This is not a notification of LianLian: fields by which something is decided are nested, or can be read in two ways',
  unread: (sentence: string, address: string, advice = '') =>
    `${sentence}${sentence.endsWith('?') ? '' : '.'} ${advice}${advice === '' ? '' : ' '}It came from ${address}. Not acknowledged; if LianLian sent it, it comes again.`,
  touchedReturn: (
    { reason, advice }: { readonly reason: string; readonly advice: string },
    address: string,
  ) =>
    `A payer came back with a message that cannot be read, so the return counts as unverified: ${reason}${reason.endsWith('?') ? '' : '.'} ${advice} It came from ${address}. It settles nothing: LianLian's notification or a query tells whether the order is paid.`,
  malformedBody: (reason: string) => `The body cannot be read as a notification: ${reason}`,
  unusableAmount: (subject: string, field: string) => `${subject}: ${field} is not an amount`,
  bodyTooLarge: (bytes: number) =>
    `The body is larger than the ${String(bytes)} bytes that a notification may have`,
  bodyTooSlow: (ms: number) => `The body did not arrive within ${String(ms)} ms`,
  bodyBrokenOff: () => 'The body broke off',
  sourceRefused: (address: string, hasPort: boolean) =>
    `Notifications are not accepted from ${address}: add it to notifications.allowedSources if it is LianLian's, and set the adapter's trust proxy if it is your proxy's${hasPort ? '. X-Forwarded-For has it with a port, as which no trust proxy knows a proxy: have what stands before the app leave the port off' : ''}. Not acknowledged; if LianLian sent it, it comes again.`,
  signedButRefused: (sentence: string) =>
    `LianLian signed it, and it was refused: ${sentence}. Not acknowledged; LianLian will repeat it. Look the numbers up at LianLian's merchant console.`,
  claimed: (address: string, subject: string, merchant: string) =>
    `It came from ${address}, and says that it is the ${subject} of ${merchant}: nobody verified that. Not acknowledged; if LianLian sent it, it comes again.`,
  claimedReturn: (address: string, order: string, merchant: string) =>
    `It came from ${address}, and names ${order} of ${merchant}: nobody verified that. It settles nothing: LianLian's notification or a query tells whether the order is paid.`,
  returnUnknownMerchant: () =>
    'A payer came back with a message for a merchant (oid_partner) that the module was not given, so the return counts as unverified.',
  returnBadSignature: () =>
    "A payer came back with a message whose signature is missing or wrong, so the return counts as unverified. Somebody made it up, or lianlianPublicKey is not LianLian's current key.",
  notificationUnknownMerchant: () =>
    'The notification is for a merchant (oid_partner) that the module was not given.',
  notificationMerchantUnreachable: () =>
    'The merchant of a notification could not be looked up, so it was not verified.',
  returnMerchantUnreachable: (reason: string) =>
    `A payer came back, and the merchant could not be looked up, so the return counts as unverified: ${reason}`,
  notificationBadSignature: () =>
    "The notification's signature is missing or wrong. If LianLian really sent it: is lianlianPublicKey LianLian's current key, and does signType allow the algorithm?",
  linesLeftOut: (count: number) =>
    `(before it, ${String(count)} further line${count === 1 ? ' of this kind was' : 's of this kind were'} left out: there were too many)`,
} as const;
