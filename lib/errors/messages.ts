/** Every sentence of this package that a user may read. None of them ever holds a value from a message. */
export const messages = {
  // Requests
  required: (field: string) => `${field} is required`,
  requiredFromOption: (field: string, option: string) =>
    `${field} is required: pass it, or set ${option} in the module's options`,
  requiredWhen: (field: string, when: Readonly<Record<string, readonly string[] | null>>) => {
    const conditions = Object.entries(when).map(([name, values]) =>
      values === null ? `${name} is absent` : `${name} is ${values.join(' or ')}`,
    );
    return `${field} is required when ${conditions.join(' and ')}`;
  },
  together: (field: string, other: string) => `${field} and ${other} go together: send both or neither`,
  exclusive: (field: string, other: string) => `${field} and ${other} exclude each other: send one of them`,
  oneOf: (fields: readonly string[]) => `one of ${fields.join(', ')} is required`,
  unknownField: (field: string) =>
    `${field} is not a field that callers of this API set: check its spelling, or leave it out if the module fills it in`,
  merchantNumber: (field: string) => `${field} must be text of exactly 18 digits`,
  notText: (field: string, value: unknown) =>
    typeof value === 'number' || typeof value === 'bigint'
      ? `${field} must be text, not a number: write it in quotes`
      : `${field} must be text`,
  tooLong: (field: string, maxLength: number) => `${field} must have at most ${maxLength} characters`,
  brokenText: (field: string) =>
    `${field} must not hold NUL characters or unpaired surrogates: UTF-8 cannot carry them to LianLian unchanged`,
  choice: (field: string, values: readonly string[]) =>
    values.length === 1
      ? `${field} must be '${values.join('')}'`
      : `${field} must be one of ${values.map((value) => `'${value}'`).join(', ')}`,
  wholeNumber: (field: string) =>
    `${field} must be a whole number from 0 to 2147483647, as a number or as digits in text`,
  amountRange: (field: string) => `${field} must be at least 0.01 and at most 100000000.00 yuan`,
  webUrl: (field: string) =>
    `${field} must be an absolute http or https URL without spaces, such as 'https://shop.example/notify'`,
  payerIp: (field: string) =>
    `${field} must be the payer's IP address alone, such as '122.11.37.211': an IPv4 or IPv6 address without port or list`,
  payerIpTooLong: (field: string, maxLength: number) =>
    `${field} must have at most ${maxLength} characters, and this IPv6 address has more: send the payer's IPv4 address`,
  idNumber: (field: string) => `${field} must have the length of an ID card number, 15 or 18 characters`,
  chinaPhone: (field: string) =>
    `${field} must be a phone number of mainland China in digits alone, without +86, spaces or hyphens`,
  digits: (field: string) => `${field} must be digits in text, such as '0'`,
  notAList: (field: string) => `${field} must be a list`,
  notAnEntry: (field: string) => `${field} must be an object`,
  hexColour: (field: string) => `${field} must be six hexadecimal digits, 000000 to ffffff, without #`,
  riskItem: (field: string) => `${field} must be a plain object, or JSON text of an object`,
  riskKeysMissing: (title: string, kind: string, keys: readonly string[]) =>
    `${title}: risk_item lacks ${keys.join(', ')} (${kind}), which LianLian's risk control asks for. The payment is made all the same; this is said once.`,
  riskDate: (key: string) => `${key} must be a Date, or text of a real date as yyyyMMdd`,
  sharingShape: (field: string) =>
    `${field} must be a list of { account, type, amount, description }, or text as account^type^amount^description joined by |`,
  sharingRecipients: (field: string, max: number) =>
    `${field} must have at least 1 and at most ${max} recipients (without any, leave it out)`,
  sharingSeparators: (part: string) =>
    `${part} must not hold ^ or |, which separate the parts of shareing_data`,
  sharingSum: (field: string, total: string) =>
    `the amounts of ${field} must not add up to more than ${total}`,
  moreThanPaid: (field: string, left: string) =>
    `${field} must not be more than what is left of the payment, ${left} yuan (paid less refunded)`,
  paidRequired: (field: string, other: string) => `${field} is required beside ${other}`,
  invalidDate: (field: string) => `${field} must be a valid Date in a year of four digits`,
  invalidTime: (field: string) =>
    `${field} must be a Date, or text of a real date and time as yyyyMMddHHmmss in Asia/Shanghai`,
  wholeFen: () => 'fen must be a whole number of fen (4995 for 49.95 yuan)',
  decimalYuan: (field: string, value: unknown) =>
    typeof value === 'number' || typeof value === 'bigint'
      ? `${field} must be decimal text in yuan such as '49.95', not a number: use fenToYuan(fen)`
      : `${field} must be decimal text in yuan with at most two decimals, such as '49.95'`,

  // Calls
  unknownMerchant: () => 'oid_partner names a merchant that the module was not given',
  merchantRequired: () => 'oid_partner is required, because the module has several merchants',
  ambiguousText: (field: string, reads: string) =>
    `${field} must not contain "&${reads}=": LianLian signs fields without escaping them, so this text could be read as another field`,
  merchantNotFound: (subject: string) =>
    `${subject}: the merchant could not be looked up, see the cause. Nothing was sent: try again.`,
  notSigned: (subject: string) =>
    `${subject}: the request could not be signed, see the cause. Nothing was sent: try again when the merchant's key can sign.`,
  notSignedInTime: (subject: string, timeoutMs: number) =>
    `${subject}: the signer did not answer within ${String(timeoutMs)} ms. Nothing was sent: try again.`,
  signatureNotBase64: () => 'the signer answered with something else than a signature in base64 text',
  signatureOfOtherKey: () =>
    "the signer's signature does not verify with the merchant's publicKey: it has another key, or signs with another algorithm",
  notSent: (title: string, order: string) => `${title}${order === '' ? '' : `, order ${order}`} was not sent`,
  timedOut: (subject: string, timeoutMs: number, outcome: string) =>
    outcome === 'not-sent'
      ? `${subject}: no connection to LianLian within ${String(timeoutMs)} ms. Nothing was sent: try again.`
      : `${subject}: no answer from LianLian within ${String(timeoutMs)} ms. It may have been carried out: query it before you send it again.`,
  connectionFailed: (subject: string, host: string, outcome: string) =>
    outcome === 'not-sent'
      ? `${subject}: no connection to ${host}. Nothing was sent: try again.`
      : `${subject}: the connection to ${host} broke before an answer came. It may have been carried out: query it before you send it again.`,
  httpStatus: (subject: string, status: number) =>
    `${subject}: LianLian answered with HTTP ${String(status)}. It may have been carried out: query it before you send it again.`,
  unreadableAnswer: (subject: string) =>
    `${subject}: LianLian's answer is not JSON (in UTF-8) with a ret_code. It may have been carried out: query it before you send it again.`,
  unsignedAnswer: (subject: string, code: string) =>
    `${subject}: the answer (ret_code ${code}) is not signed, so it is not trusted. Query it before you send it again.`,
  wronglySignedAnswer: (subject: string, code: string, likely: string) =>
    `${subject}: the signature of the answer (ret_code ${code}) is wrong, so it is not trusted. ${likely} Is lianlianPublicKey LianLian's current key, and signType what LianLian has for this merchant? Query it before you send it again.`,
  queriedOrder: (order: string) => `Query of order ${order}`,
  foreignAnswer: (subject: string, field: string) =>
    `${subject}: the answer is genuine, but its ${field} is not that of the request. Query it before you send it again.`,
  refusedByLianlian: (
    subject: string,
    code: string,
    text: string,
    description: string | undefined,
    outcome: string,
  ) => {
    const advice =
      outcome === 'failed'
        ? 'Nothing was done.'
        : 'The outcome is not known: query it before you send it again.';
    const meaning = description === undefined ? '' : ` ${description}`;
    return `${subject}: LianLian answered ${code} ${text}.${meaning} ${advice}`;
  },

  // Notifications
  paymentSubject: (order: string, transaction: string) =>
    `Payment of order ${order} (transaction ${transaction})`,
  refundSubject: (refund: string) => `Refund ${refund}`,
  notANotification: () => 'This is not a notification of LianLian: neither a payment nor a refund',
  malformedBody: (reason: string) => `The body cannot be read as a notification: ${reason}`,
  unusableAmount: (subject: string, field: string) => `${subject}: ${field} is not an amount`,
  bodyTooLarge: (bytes: number) =>
    `The body is larger than the ${String(bytes)} bytes that a notification may have`,
  bodyTooSlow: (ms: number) => `The body did not arrive within ${String(ms)} ms`,
  bodyBrokenOff: () => 'The body broke off',
  sourceRefused: (address: string) =>
    `Notifications are not accepted from ${address}: add it to notifications.allowedSources if it is LianLian's, and set the adapter's trust proxy if it is your proxy's`,
  notificationUnknownMerchant: () =>
    'The notification is for a merchant (oid_partner) that the module was not given',
  notificationMerchantUnreachable: () =>
    'The merchant of a notification could not be looked up, so it was not verified. Not acknowledged; LianLian will repeat it.',
  returnMerchantUnreachable: (reason: string) =>
    `A payer came back, and the merchant could not be looked up, so the return counts as unverified: ${reason}`,
  likelyCause: (en: string, zh: string) => `Likely cause: ${en} ${zh}`,
  notificationBadSignature: () =>
    "The notification's signature is missing or wrong. If LianLian really sent it: is lianlianPublicKey LianLian's current key, and does signType allow the algorithm?",
  conflict: (subject: string) => `${subject}: not the payment or refund that is expected. It was refused.`,
  unknownOrder: (subject: string) =>
    `${subject}: expectedPayment knows no such order. Not acknowledged; LianLian will repeat it. Was the order saved before the payment was sent?`,
  unknownRefund: (subject: string) =>
    `${subject}: expectedRefund knows no such refund. Not acknowledged; LianLian will repeat it.`,
  otherMerchant: (subject: string, notified: string, expected: string) =>
    `${subject}: it was paid to merchant ${notified}, but the order belongs to merchant ${expected}. Nothing was settled.`,
  otherAmount: (subject: string, notified: string, expected: string) =>
    `${subject}: LianLian says ${notified} yuan, the app expects ${expected} yuan. Nothing was settled: compare both before you do.`,
  paidTwice: (subject: string, settledBy: string) =>
    `${subject}: the order was already paid by transaction ${settledBy}. The payer paid twice: refund one of the two.`,
  notComparable: (subject: string, sentence: string) =>
    `${subject}: ${sentence}. Not acknowledged; LianLian will repeat it.`,
  misspeltExpectation: (hook: string, misspelt: string, field: string) =>
    `${hook} returns ${misspelt}, which nobody reads: the field is ${field}`,
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
  cannotConfirm: (subject: string) =>
    `${subject}: LianLian's query could not be asked to confirm it. Not acknowledged; LianLian will repeat it.`,
  notConfirmedYet: (subject: string, state: string) =>
    `${subject}: LianLian's query says ${state}. Not acknowledged; LianLian will repeat it.`,
  notConfirmed: (subject: string, state: string) =>
    `${subject}: LianLian's query does not confirm it (it says ${state}, or another transaction or amount). Nothing was settled.`,
  queueUnreachable: (subject: string) =>
    `${subject}: the queue cannot be reached. Not acknowledged; LianLian will repeat it.`,
  leaseLost: (subject: string) =>
    `${subject}: the lease ended before the handler did, and another copy may have run it. Raise notifications.leaseMs if this is not a crash.`,
  failedAfterAnswer: (subject: string) => `${subject}: failed after its request was answered with a 503`,
  moduleMissing: () =>
    'is not imported, and the app has a route of its own (LianlianController(), @LianlianNotify, @LianlianReturn or LianlianSignatureGuard): import LianlianModule.forRoot() or forRootAsync() once in the app',
  noExpectedPayment: (controller: string) =>
    `${controller} has a @LianlianNotify route but no expectedPayment(): implement ExpectsPayments, or say @LianlianNotify(path, { checkAmount: false })`,
  mixinWithoutExpectedPayment: (controller: string) =>
    `${controller} extends LianlianController() but has no expectedPayment(): add the method, which returns the order that a payment claims to be for, or null`,
  hiddenRoute: (controller: string, method: string) =>
    `${controller} has a ${method} of its own, which hides an inherited LianLian route of that name: rename it, or decorate it again`,
  unguarded: () =>
    'A LianLian route was reached without LianlianSignatureGuard: was the guard overridden or removed?',
  noLocation: (hook: string) => `${hook} must return the URL of a page of the app, as text`,

  // Sweeper
  sweepFailed: () =>
    'A round of the sweeper failed: payments whose notification was lost stay unsettled until the next round',
  cannotSweep: (order: string) =>
    `Order ${order} cannot be swept: unsettledPayments must give its dt_order as a Date or yyyyMMddHHmmss, and its oid_partner where the module has several merchants`,
  sweptWithoutTransaction: (order: string, state: string) =>
    `Order ${order} is ${state}, says LianLian's query, but names no transaction or amount: it was handed to no handler`,

  // Merchants
  sourceFailed: (merchant: string) => `merchantSource failed for merchant ${merchant}`,
  sourceTooSlow: (merchant: string, ms: number) =>
    `merchantSource did not answer about merchant ${merchant} within ${String(ms)} ms (merchantCache.timeoutMs)`,
  sourceMerchantUnusable: (merchant: string) =>
    `what merchantSource gave for merchant ${merchant} cannot be used`,
  otherMerchantFound: (merchant: string) => `is not ${merchant}, which merchantSource was asked for`,
  tooManyUnknown: (perSecond: number) =>
    `notifications named more than ${String(perSecond)} unknown merchants per second (merchantCache.unknownPerSecond), so merchantSource is not asked about further ones: somebody may be posting forged ones`,
  merchantChanged: (merchant: string, options: readonly string[]) =>
    `Merchant ${merchant} was changed: ${options.join(', ')}`,
  merchantAdded: (merchant: string) => `Merchant ${merchant} was added`,
  merchantRemoved: (merchant: string) => `Merchant ${merchant} was removed`,
  merchantUnchanged: (merchant: string) => `merchant ${merchant} was not changed:`,
  merchantNotAdded: () => 'the merchant was not added:',
  merchantNotRemoved: (merchant: string) => `merchant ${merchant} was not removed:`,
  fixedOption: () => 'cannot change: add the merchant with the other number, and remove this one',
  noSuchMerchant: () => 'names no merchant that the options named or that was added',
  merchantOfSource: () =>
    'names a merchant of merchantSource: change it there, and call merchants.reload() to have it read again',
  knownMerchant: () => 'names a merchant that is known already: update it',
  lastMerchant: () => 'names the only merchant: without any, nothing can be sent or verified',

  // Settings
  missingOption: (rule: string, variable?: string) =>
    variable === undefined ? `is missing: ${rule}` : `is missing (with lianlianConfig: ${variable}): ${rule}`,
  unknownOption: (known: readonly string[], nearest?: string) =>
    nearest === undefined
      ? `is not an option; those here are ${known.join(', ')}`
      : `is not an option: did you mean ${nearest}?`,
  unknownVariable: (name: string, nearest?: string) =>
    nearest === undefined
      ? `The environment variable ${name} is set, and lianlianConfig reads no such variable: if it was meant for LianlianModule, it does nothing.`
      : `The environment variable ${name} is set, and lianlianConfig reads no such variable: did you mean ${nearest}?`,
  notAnObject: () => 'must be an object',
  flag: () => 'must be true or false',
  positiveInteger: (max: number) => `must be a whole number from 1 to ${String(max)}`,
  webUrlOption: (maxLength: number) =>
    `must be an absolute http or https URL${maxLength < Number.MAX_SAFE_INTEGER ? ` of at most ${String(maxLength)} characters` : ''}`,
  originOnly: () => "must be an origin alone, such as 'http://localhost:4000': the path of every API is kept",
  merchantNumberOption: () => 'the merchant number that LianLian assigned, text of exactly 18 digits',
  busiPartner: () => "must be '101001' (virtual goods) or '109001' (physical goods)",
  signTypeOption: () => "must be 'RSA' (MD5withRSA) or 'SHA256withRSA'",
  noMerchants: () => 'must be a list of at least one merchant',
  repeatedMerchant: () => 'names a merchant that an earlier entry of the list names too',
  notAnInbox: (missing: readonly string[]) => `must be a NotificationInbox, but has no ${missing.join(', ')}`,
  keyBesideSigner: () => 'is set, and so is signer: set one of them',
  notASigner: () => 'must be a Signer, an object with a method sign(source, signType, merchant, signal)',
  otherPublicKey: () => "is not the public half of privateKey: is it LianLian's, or an older one?",
  notAMerchantSource: () => 'must be a MerchantSource, an object with a method find(oidPartner)',
  notMerchants: () => 'must be true, false, or a list of merchant numbers that the module was given',
  notSources: () =>
    "must be a list of IP addresses or CIDR ranges, such as ['115.236.102.36', '218.4.207.0/24']",
  keyForms: () =>
    'an RSA key is wanted: PEM or bare base64 text (PKCS#1, PKCS#8 or SPKI), a Buffer of it, or a KeyObject',
  brokenPem: () => 'begins like PEM, but has no matching BEGIN and END lines: was part of it cut off?',
  notBase64Key: () => 'is neither PEM nor base64 text',
  severalKeys: () => "holds several PEM blocks: pass one key (for LianLian's public keys, a list of keys)",
  encryptedKey: () =>
    'is protected by a passphrase: decrypt it first, or pass a KeyObject made with the passphrase',
  unreadablePrivateKey: () => 'is not a readable RSA private key (PKCS#1 or PKCS#8): was part of it cut off?',
  unreadablePublicKey: () => 'is not a readable RSA public key (SPKI or PKCS#1): was part of it cut off?',
  publicForPrivate: () => "is a public key: the merchant's private key is wanted here",
  privateForPublic: () => "is a private key: LianLian's public key is wanted here",
  certificateForKey: () => 'is a certificate: extract its public key with "openssl x509 -pubkey -noout"',
  notRsa: () => 'is not an RSA key',
  keySize: (bits: number, min: number, max: number) =>
    `has ${String(bits)} bits: RSA keys of ${String(min)} to ${String(max)} bits are supported`,
  ownPublicKey: () =>
    "is the merchant's own public key: take LianLian's public key from its merchant console, or no answer will ever verify",
  cannotSign: (signType: string) =>
    `cannot make a trial signature with ${signType}: has this system's OpenSSL policy switched the algorithm off?`,
  signerFailed: (signType: string) =>
    `made no trial signature with ${signType}: its error is the cause. Can this process reach the KMS or HSM, and may it use the key?`,
  signerTooSlow: (signType: string, ms: number) =>
    `made no trial signature with ${signType} within ${String(ms)} ms (http.timeoutMs)`,
  notASignature: (signType: string) =>
    `answered a trial with ${signType} with something else than a signature in base64 text`,
  otherSigner: (signType: string) =>
    `signs with another key than publicKey, or with another algorithm than ${signType} (RSASSA-PKCS1-v1_5)`,
  keyTwice: (other: string) => `is set, and so is ${other}: set one of them`,
  unreadableKeyFile: (code: string) => `names a file that cannot be read (${code})`,
  secondModule: () =>
    'LianlianModule is imported twice with options of its own: import it once, and use `merchants` for several merchants',
  noOptions: () =>
    'LianlianModule has no options: import LianlianModule.forRoot() or forRootAsync(), not the class',
  shutdownWaits: (count: number, ms: number) =>
    `${String(count)} notification handlers still ran ${String(ms)} ms after the shutdown began. They were left; LianLian will repeat what they did not complete.`,
  noAsyncOptions: () => 'LianlianModule.forRootAsync() needs useFactory, useClass or useExisting',
  noNotifyUrl: (merchant: string, routes: readonly string[]) =>
    `Merchant ${merchant} has no notifyUrl (LIANLIAN_NOTIFY_URL), and the app has a route for notifications (${routes.join(', ')}): LianLian notifies it of no payment whose request has no notify_url of its own. Set notifyUrl to the public address of that route.`,
  gatewayIsSet: (gateway: string) =>
    `Every LianLian API goes to ${gateway}, not to LianLian: unset the option gateway (LIANLIAN_GATEWAY) in production.`,
} as const;
