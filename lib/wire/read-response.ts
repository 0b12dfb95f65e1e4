import { adviceOf } from '../common/advice.js';
import { isBlank } from '../common/blank.js';
import type { LianlianMessage } from '../common/lianlian-message.js';
import { categoryOf, descriptionOf, outcomeOf } from '../common/return-codes.js';
import { printable } from '../common/printable.js';
import { withoutSecrets } from '../common/without-secrets.js';
import type { Merchant } from '../config/settings.js';
import { LianlianApiError } from '../errors/lianlian-api.error.js';
import { LianlianSignatureError } from '../errors/lianlian-signature.error.js';
import { callSubject, wireMessages } from './wire.messages.js';
import { acceptedSignType } from './accepted-sign-type.js';
import type { CallDefinition } from './api-definition.js';
import { noteSigner } from './encryption-key.js';
import { foreignField } from './foreign-field.js';
import { likelyCause } from './likely-cause.js';
import type { RawJsonObject } from './raw-json.js';
import type { SignableFields } from './signature.js';
import { isSignedBy } from './verification.js';

const SUCCESS = '0000';

/**
 * Turns a response into its class, once its signature and what it is about are verified.
 *
 * @param expected what else the caller says of it, beside what was sent
 * @throws LianlianSignatureError for a success that is unsigned, wrongly signed, or about something else
 * @throws LianlianApiError for every `ret_code` that is a refusal
 */
export function readResponse<Request extends LianlianMessage, Response extends LianlianMessage>(
  api: CallDefinition<Request, Response>,
  merchant: Merchant,
  sent: SignableFields,
  message: RawJsonObject,
  expected: SignableFields = {},
): Response {
  const subject = callSubject(api.title, sent);
  const code = message.texts['ret_code'] ?? '';
  const isAccepted = code === SUCCESS || api.responseCodes?.includes(code) === true;
  const isSigned = !isBlank(message.texts['sign']);
  // Refusals may come unsigned. A signature that is there must be right, whatever the message says.
  const mustBeSigned = isAccepted && api.mayBeUnsigned?.includes(code) !== true;
  if ((mustBeSigned || isSigned) && !isGenuine(api, merchant, message)) {
    const sentence = isSigned
      ? wireMessages.wronglySignedResponse(subject, code, likelyCauseOf(merchant, message))
      : wireMessages.unsignedResponse(subject, code);
    throw new LianlianSignatureError(sentence, { outcome: 'unknown' });
  }
  if (!isAccepted) throw apiError(api, subject, sent, message, code);
  const differing = foreignField({ ...expected, ...sent }, message.texts);
  if (differing !== undefined) {
    throw new LianlianSignatureError(wireMessages.foreignResponse(subject, differing), {
      outcome: 'unknown',
    });
  }
  const response = new api.response();
  const fields = response as unknown as Record<string, unknown>;
  for (const name of Object.keys(message.texts)) {
    const value = message.values[name];
    // No name in it can reach a prototype: `__proto__` was refused when the message was read.
    fields[name] = typeof value === 'object' ? value : message.texts[name];
  }
  api.complete?.(response, sent, isSigned);
  return response;
}

function isGenuine<Request extends LianlianMessage, Response extends LianlianMessage>(
  api: CallDefinition<Request, Response>,
  merchant: Merchant,
  message: RawJsonObject,
): boolean {
  const signType = acceptedSignType(merchant, message.texts['sign_type']);
  if (signType === undefined) return false;
  const signer = merchant.lianlianPublicKeys.find((key) =>
    isSignedBy({ keys: [key], signType }, message, api.unsignedResponseFields),
  );
  if (signer !== undefined) noteSigner(merchant, signer);
  return signer !== undefined;
}

function likelyCauseOf(merchant: Merchant, message: RawJsonObject): string {
  const { en, zh } = likelyCause(merchant, message);
  return wireMessages.likelyCause(en, zh);
}

function apiError(
  { id, query }: Pick<CallDefinition<LianlianMessage, LianlianMessage>, 'id' | 'query'>,
  subject: string,
  sent: SignableFields,
  message: RawJsonObject,
  code: string,
): LianlianApiError {
  const retMsg = message.texts['ret_msg'] ?? '';
  const origin = { api: id, ret_msg: retMsg };
  const category = categoryOf(code, origin);
  return new LianlianApiError({
    subject,
    api: id,
    // Nest logs an error with its properties.
    ret_code: printable(code),
    ret_msg: printable(withoutSecrets(retMsg, sent)),
    category,
    description: descriptionOf(code, origin),
    advice: adviceOf(category, { ret_code: code, api: id, query }),
    outcome: outcomeOf(category, { ret_code: code, api: id }),
  });
}
