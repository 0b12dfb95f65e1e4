import type { KeyObject } from 'node:crypto';

import { adviceOf } from '../common/codes/advice.js';
import { isQuery } from '../common/api-uses.js';
import { isBlank } from '../common/blank.js';
import type { LianlianMessage } from '../common/fields/lianlian-message.js';
import { categoryOf, descriptionOf, outcomeOf } from '../common/codes/return-codes.js';
import { withoutLikelySecrets } from '../common/secrets/likely-secrets.js';
import { printable } from '../common/printable.js';
import { withoutSecrets } from '../common/secrets/without-secrets.js';
import type { Merchant } from '../config/settings.js';
import { LianlianApiError } from '../errors/lianlian-api.error.js';
import { LianlianSignatureError } from '../errors/lianlian-signature.error.js';
import { callSubject, wireMessages } from './wire.messages.js';
import { acceptedSignType } from './accepted-sign-type.js';
import type { CallDefinition } from './api-definition.js';
import { foreignField } from './foreign-field.js';
import { likelyCause } from './likely-cause.js';
import type { RawJsonObject } from './raw-json.js';
import type { SignableFields } from './signature.js';
import { isSignedBy } from './verification.js';

const SUCCESS = '0000';

/** What a response is held against. */
interface Asked {
  readonly merchant: Merchant;
  readonly sent: SignableFields;
  /** What else the caller says of it, beside what was sent. */
  readonly expected?: SignableFields | undefined;
  /** Whether the same may have been sent before: a refusal of this one says nothing of that one. */
  readonly isSentAgain: boolean;
  /** Learns which of LianLian's keys signed the response. */
  readonly signedBy: (key: KeyObject) => void;
}

/**
 * Turns a response into its class, once its signature and what it is about are verified.
 *
 * @throws LianlianSignatureError for a success that is unsigned, wrongly signed, or about something else
 * @throws LianlianApiError for every `ret_code` that is a refusal
 */
export function readResponse<Request extends LianlianMessage, Response extends LianlianMessage>(
  api: CallDefinition<Request, Response>,
  message: RawJsonObject,
  asked: Asked,
): Response {
  const { merchant, sent, expected } = asked;
  const subject = callSubject(api.title, sent);
  const code = message.texts['ret_code'] ?? '';
  const isTaken = isAccepted(api, message);
  const isSigned = !isBlank(message.texts['sign']);
  // Refusals may come unsigned. A signature that is there must be right, whatever the message says.
  const mustBeSigned = isTaken && api.mayBeUnsigned?.includes(code) !== true;
  if ((mustBeSigned || isSigned) && !isGenuine(api, message, asked)) {
    const sentence = isSigned
      ? wireMessages.wronglySignedResponse(subject, code, likelyCauseOf(merchant, message))
      : wireMessages.unsignedResponse(subject, code);
    throw new LianlianSignatureError(sentence, { outcome: 'unknown' });
  }
  const differing = foreignField({ ...expected, ...sent }, message.texts);
  if (!isTaken) throw apiError(api, subject, message, code, asked, differing);
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

/** Whether LianLian took what it was sent: every other response is a refusal. */
export function isAccepted<Request extends LianlianMessage, Response extends LianlianMessage>(
  { responseCodes }: CallDefinition<Request, Response>,
  message: RawJsonObject,
): boolean {
  const code = message.texts['ret_code'] ?? '';
  return code === SUCCESS || responseCodes?.includes(code) === true;
}

function isGenuine<Request extends LianlianMessage, Response extends LianlianMessage>(
  api: CallDefinition<Request, Response>,
  message: RawJsonObject,
  { merchant, signedBy }: Asked,
): boolean {
  const signType = acceptedSignType(merchant, message.texts['sign_type']);
  if (signType === undefined) return false;
  const signer = merchant.lianlianPublicKeys.find((key) =>
    isSignedBy({ keys: [key], signType }, message, api.unsignedResponseFields),
  );
  if (signer !== undefined) signedBy(signer);
  return signer !== undefined;
}

function likelyCauseOf(merchant: Merchant, message: RawJsonObject): string {
  const { en, zh } = likelyCause(merchant, message);
  return wireMessages.likelyCause(en, zh);
}

function apiError(
  { id }: Pick<CallDefinition<LianlianMessage, LianlianMessage>, 'id'>,
  subject: string,
  message: RawJsonObject,
  code: string,
  { sent, isSentAgain }: Asked,
  differing: string | undefined,
): LianlianApiError {
  const retMsg = message.texts['ret_msg'] ?? '';
  const origin = { api: id, ret_msg: retMsg };
  const category = categoryOf(code, origin);
  // It may name what this request sent, and what an earlier one did.
  const clean = (text: string): string => withoutLikelySecrets(withoutSecrets(text, sent));
  const untold = untoldBy(differing, isSentAgain);
  // A refusal that says nothing of what was asked is like a code that no document lists.
  const told = untold === undefined ? { category, ret_code: code, api: id } : {};
  return new LianlianApiError({
    subject,
    api: id,
    // Nest logs an error with its properties.
    ret_code: printable(clean(code)),
    ret_msg: printable(clean(retMsg)),
    category,
    description: descriptionOf(code, origin),
    advice: adviceOf(told.category, { ...told, query: isQuery(id) }),
    outcome: outcomeOf(told.category, told),
    untold,
  });
}

/** Why a refusal says nothing of what was asked, if it does not. */
function untoldBy(differing: string | undefined, isSentAgain: boolean): string | undefined {
  if (differing !== undefined) return wireMessages.foreignRefusal(differing);
  return isSentAgain ? wireMessages.refusedAgain() : undefined;
}
