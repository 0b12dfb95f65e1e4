import { shortened } from '../common/printable.js';
import { proxyMessages } from './proxy.messages.js';
import type { SignableFields } from './signature.js';

/** How many characters of a likely cause are told: it may name fields of the message. */
const MAX_CAUSE = 400;

const { distrust, through } = proxyMessages;

/** Every sentence about a call and its signature that a user may read. None of them ever holds a value from a message. */
export const wireMessages = {
  observerFailed: () =>
    'What observes calls of LianLian failed. The calls themselves are not affected; traces and metrics have gaps until it is mended. This line comes once.',
  requiredFromOption: (field: string, option: string) =>
    `${field} is required: pass it, or set ${option} in the module's options`,
  riskKeysMissing: (title: string, kind: string, keys: readonly string[]) =>
    `${title}: risk_item lacks ${keys.join(', ')} (${kind}), which LianLian's risk control asks for. The payment is made all the same; this warning comes once.`,
  riskClientUnlisted: (title: string) =>
    `${title}: frms_client_chnl of risk_item is not written as LianLian's table has it, which is 10, 13 or 16 without blanks. It is sent as it stands, as LianLian's demo programs do; this warning comes once.`,
  ipv6StandIn: () =>
    "A payer has an IPv6 address that is longer than the 32 characters of userreq_ip, so LianLian gets the address of the option ipv6StandIn for it, as for every such payer. LianLian's risk control takes it for theirs. This warning comes once.",
  unknownMerchant: () => 'oid_partner names a merchant that the module was not given',
  noPage: () => 'The page of the form was not made:',
  hexColor: () => 'must be a colour such as #0b5fbd',
  merchantRequired: () => 'oid_partner is required, because the module has several merchants',
  merchantRequiredAmongFew: () =>
    'oid_partner is required, because the module was given merchants or merchantSource: it may have several merchants at any time',
  ambiguousText: (field: string, reads: string) =>
    `${field} must not contain "&${reads}=": LianLian signs fields without escaping them, so this text could be read as another field`,
  merchantNotFound: (subject: string) =>
    `${subject}: the merchant could not be looked up, see the cause. Nothing was sent: try again.`,
  merchantNotFoundInTime: (subject: string, timeoutMs: number) =>
    `${subject}: the merchant was not looked up within ${String(timeoutMs)} ms. Nothing was sent: try again.`,
  notASignal: () => 'must be an AbortSignal',
  aborted: (subject: string, outcome: string) =>
    outcome === 'not-sent'
      ? `${subject}: its signal aborted it before it was sent. Nothing was sent.`
      : `${subject}: its signal aborted it after it was sent. It may have been carried out: query it before you send it again.`,
  notSigned: (subject: string) =>
    `${subject}: the request could not be signed, see the cause. Nothing was sent: try again when the merchant's key can sign.`,
  notSignedInTime: (subject: string, timeoutMs: number) =>
    `${subject}: the signer did not answer within ${String(timeoutMs)} ms. Nothing was sent: try again.`,
  signatureNotBase64: () => 'the signer gave something else than a signature in base64 text',
  signatureOfOtherKey: () =>
    "the signer's signature does not verify with the merchant's publicKey: it has another key, or signs with another algorithm",
  notSent: (title: string, order: string) =>
    `${title}${order === '' ? '' : `, order ${shortened(order)}`} was not sent`,
  timedOut: (subject: string, timeoutMs: number, outcome: string, proxy?: string) =>
    outcome === 'not-sent'
      ? `${subject}: no connection to LianLian${through(proxy)} within ${String(timeoutMs)} ms. Nothing was sent: try again.`
      : `${subject}: no response from LianLian${through(proxy)} within ${String(timeoutMs)} ms. It may have been carried out: query it before you send it again.`,
  noConnection: (subject: string, host: string, proxy?: string) =>
    `${subject}: no connection to ${host}${through(proxy)}. Nothing was sent: try again.`,
  otherUndici: (subject: string) =>
    `${subject}: http.dispatcher is of another version of undici than this module's, and cannot carry calls. Nothing was sent, and nothing will be. Make it with undici 7: npm ls undici tells which versions the app has, npm install undici@7 gives it one; the one inside Node.js may be older.`,
  dispatcherClosed: (subject: string) =>
    `${subject}: the connections to LianLian are closed. Nothing was sent. Is the app shutting down? A dispatcher of its own (http.dispatcher) may be closed only after it.`,
  dispatcherRefused: (subject: string, code: string) =>
    `${subject}: undici refused to send it (${code}), see the cause. Nothing was sent, and nothing will be until that is mended: mostly it is an option of http.dispatcher.`,
  connectionBroke: (subject: string, host: string, proxy?: string) =>
    `${subject}: the connection to ${host}${through(proxy)} broke before a response came. It may have been carried out: query it before you send it again.`,
  certificateRefused: (subject: string, host: string, code: string, proxy?: string) =>
    `${subject}: no connection to ${host}${through(proxy)}, whose TLS certificate ${distrust(code)}. Nothing was sent. Is it the right host, and nobody in between? A sandbox's or a proxy's certificate is trusted with NODE_EXTRA_CA_CERTS.`,
  httpStatus: (subject: string, status: number, proxy?: string) =>
    `${subject}: LianLian answered${through(proxy)} with HTTP ${String(status)}. It may have been carried out: query it before you send it again.`,
  unreadableResponse: (subject: string, proxy?: string) =>
    `${subject}: LianLian's response${through(proxy)} is not JSON (in UTF-8) with a ret_code. It may have been carried out: query it before you send it again.`,
  unsignedResponse: (subject: string, code: string) =>
    `${subject}: the response (ret_code ${shortened(code)}) is not signed, so it is not trusted. Query it before you send it again.`,
  wronglySignedResponse: (subject: string, code: string, likely: string) =>
    `${subject}: the signature of the response (ret_code ${shortened(code)}) is wrong, so it is not trusted. ${likely} Is lianlianPublicKey LianLian's current key, and signType what LianLian has for this merchant? Query it before you send it again.`,
  foreignResponse: (subject: string, field: string) =>
    `${subject}: the response is genuine, but its ${field} is not that of the request. Query it before you send it again.`,
  foreignRefusal: (field: string) =>
    `Its ${field} is not that of the request, so it says nothing of what was asked.`,
  refusedAgain: () => 'The same may have been sent before, and this refusal says nothing of that one.',
  likelyCause: (en: string, zh: string) =>
    `Likely cause: ${shortened(en, MAX_CAUSE)} ${shortened(zh, MAX_CAUSE)}`,
  cannotSign: (signType: string) =>
    `cannot make a trial signature with ${signType}: has this system's OpenSSL policy switched the algorithm off?`,
  signerFailed: (signType: string) =>
    `made no trial signature with ${signType}: its error is the cause. Can this process reach the KMS or HSM, and may it use the key?`,
  signerTooSlow: (signType: string, ms: number) =>
    `made no trial signature with ${signType} within ${String(ms)} ms (http.timeoutMs)`,
  notASignature: (signType: string) =>
    `gave something else than a signature in base64 text in a trial with ${signType}`,
  otherSigner: (signType: string) =>
    `signs with another key than publicKey, or with another algorithm than ${signType} (RSASSA-PKCS1-v1_5)`,
} as const;

/** What a sentence about a call speaks of: the API and the order, refund or transaction. */
export function callSubject(title: string, { no_refund, no_order, oid_paybill }: SignableFields): string {
  if (no_refund !== undefined) return `${title}, refund ${shortened(no_refund)}`;
  if (no_order !== undefined) return `${title}, order ${shortened(no_order)}`;
  return oid_paybill === undefined ? title : `${title}, transaction ${shortened(oid_paybill)}`;
}
