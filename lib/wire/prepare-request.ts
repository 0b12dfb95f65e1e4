import { isBlank } from '../common/blank.js';
import { defaultedFieldsOf, fieldsOf } from '../common/fields/field-registry.js';
import { toRequest, violationsOf } from '../common/fields/validate-request.js';
import type { LianlianMessage } from '../common/fields/lianlian-message.js';
import { NOTIFIED_FIELDS } from '../common/messages/notified-fields.js';
import { formatLianlianTime } from '../common/time.js';
import { beforeAbort } from '../common/timing/within-time.js';
import type { MerchantRegistry } from '../config/merchant-registry.js';
import { MerchantUnavailable } from '../config/loaded-merchants.js';
import type { Merchant } from '../config/settings.js';
import { LianlianTransportError } from '../errors/lianlian-transport.error.js';
import { LianlianValidationError } from '../errors/lianlian-validation.error.js';
import type { Violation } from '../errors/violation.js';
import { callSubject, wireMessages } from './wire.messages.js';
import type { ApiDefinition } from './api-definition.js';
import type { CallTime } from './call-time.js';
import { orderOf } from './call-options.js';
import { ambiguousField, type SignableFields, signatureSource } from './signature.js';
import { signFor, SigningFailure, type SigningTime } from './sign-for.js';

/** The app's own addresses. No payer chooses them, and their query may name an order. */
const APP_URLS = new Set(['notify_url', 'url_return', 'return_url', 'url_order', 'back_url']);

/** A request that is ready to leave: the text of every field, `sign` included. */
interface PreparedRequest {
  readonly merchant: Merchant;
  /** Complete and valid. */
  readonly request: LianlianMessage;
  readonly fields: SignableFields;
}

/** How long it may take: a call's time, of which it is a part. */
type PreparationTime = SigningTime & Partial<Pick<CallTime, 'overReason' | 'isAborted'>>;

type RequestClass = new () => LianlianMessage;

/**
 * Completes, validates, serializes and signs a request.
 *
 * @throws LianlianValidationError with every broken rule
 * @throws LianlianTransportError `not-sent`, if the merchant cannot be looked up or cannot sign
 */
export async function prepareRequest<Request extends LianlianMessage>(
  api: ApiDefinition<Request>,
  input: object,
  merchants: MerchantRegistry,
  time: PreparationTime,
): Promise<PreparedRequest> {
  const request = toRequest(api.request, input);
  const merchant = await merchantOf(api.title, request, merchants, time);
  if (merchant !== undefined) applyDefaults(api.request, request, merchant);
  const violations = missing(api.request, request, merchant, merchants).concat(violationsOf(request));
  if (merchant === undefined || violations.length > 0) throw refused(api, request, violations);

  const signType = api.signTypes?.includes(merchant.signType) === true ? merchant.signType : 'RSA';
  const unsigned = textsOf(api, request, {
    ...api.fixed,
    ...(api.timestamped === undefined ? {} : { [api.timestamped]: formatLianlianTime(new Date()) }),
    oid_partner: merchant.oidPartner,
    sign_type: signType,
  });
  const ambiguous = ambiguousField(unsigned, namesReadBack(unsigned), APP_URLS);
  if (ambiguous !== undefined) {
    const message = wireMessages.ambiguousText(ambiguous.field, ambiguous.reads);
    throw refused(api, request, [{ property: ambiguous.field, rule: 'ambiguousText', message }]);
  }
  try {
    unsigned['sign'] = await signFor(merchant, signatureSource(unsigned), signType, time);
  } catch (error) {
    throw unsignedError(callSubject(api.title, unsigned), error, time);
  }
  return { merchant, request, fields: unsigned };
}

/** The names that no value may be read as. LianLian puts some of the texts into what it signs when it notifies. */
function* namesReadBack(fields: SignableFields): Generator<string> {
  yield* Object.keys(fields);
  yield* NOTIFIED_FIELDS;
}

async function merchantOf(
  title: string,
  request: object,
  merchants: MerchantRegistry,
  time: PreparationTime,
): Promise<Merchant | undefined> {
  const oidPartner: unknown = Reflect.get(request, 'oid_partner');
  if (typeof oidPartner !== 'string' || isBlank(oidPartner)) return merchants.single();
  try {
    // Only a source can be slow.
    const { signal } = merchants.hasSource ? time : {};
    return await (signal === undefined
      ? merchants.find(oidPartner)
      : beforeAbort(signal, () => merchants.find(oidPartner)));
  } catch (error) {
    const isOver = time.overReason !== undefined;
    if (!isOver && !(error instanceof MerchantUnavailable)) throw error;
    const no_order = orderOf(request);
    const subject = callSubject(title, no_order === '' ? {} : { no_order });
    const sentence = isOver ? tooLate('merchant', subject, time) : wireMessages.merchantNotFound(subject);
    throw notSent(sentence, isOver ? time.overReason : error);
  }
}

function unsignedError(subject: string, error: unknown, time: PreparationTime): LianlianTransportError {
  const isLate = error instanceof SigningFailure && error.problem === 'too-slow';
  const sentence = isLate ? tooLate('signer', subject, time) : wireMessages.notSigned(subject);
  // A signer's own error says more than ours around it.
  return notSent(sentence, error instanceof SigningFailure ? (error.cause ?? error) : error);
}

function tooLate(
  what: 'merchant' | 'signer',
  subject: string,
  { isAborted, timeoutMs }: PreparationTime,
): string {
  if (isAborted === true) return wireMessages.aborted(subject, 'not-sent');
  return what === 'merchant'
    ? wireMessages.merchantNotFoundInTime(subject, timeoutMs)
    : wireMessages.notSignedInTime(subject, timeoutMs);
}

function notSent(sentence: string, cause: unknown): LianlianTransportError {
  return new LianlianTransportError(sentence, { outcome: 'not-sent', cause });
}

function applyDefaults(target: RequestClass, request: LianlianMessage, merchant: Merchant): void {
  const values = request as unknown as Record<string, unknown>;
  for (const { name, option } of defaultedFieldsOf(target)) {
    if (isBlank(values[name])) values[name] = merchant[option];
  }
}

/** What the decorators cannot know: whether there is a merchant, and whether an option fills in a required field. */
function missing(
  target: RequestClass,
  request: LianlianMessage,
  merchant: Merchant | undefined,
  merchants: MerchantRegistry,
): readonly Violation[] {
  if (merchant === undefined) {
    const isNamed = !isBlank(Reflect.get(request, 'oid_partner'));
    if (isNamed || !merchants.hasSeveral) {
      return [{ property: 'oid_partner', rule: 'unknownMerchant', message: wireMessages.unknownMerchant() }];
    }
    const message =
      merchants.own().length > 1 ? wireMessages.merchantRequired() : wireMessages.merchantRequiredAmongFew();
    return [{ property: 'oid_partner', rule: 'required', message }];
  }
  const values = request as unknown as Readonly<Record<string, unknown>>;
  return defaultedFieldsOf(target)
    .filter(({ name, required }) => required && isBlank(values[name]))
    .map(({ name, option }) => ({
      property: name,
      rule: 'required',
      message: wireMessages.requiredFromOption(name, option),
    }));
}

/** The text of every field: what the module fills in, and what the caller decided. */
function textsOf<Request extends LianlianMessage>(
  api: ApiDefinition<Request>,
  request: LianlianMessage,
  filledIn: SignableFields,
): Record<string, string> {
  const texts: Record<string, string> = {};
  const given = request as unknown as Readonly<Record<string, unknown>>;
  for (const { name, encode } of writersOf(api, Object.keys(filledIn))) {
    if (encode === undefined) {
      const text = filledIn[name];
      if (text !== undefined) texts[name] = text;
      continue;
    }
    const value = given[name];
    if (!isBlank(value)) texts[name] = encode(value);
  }
  return texts;
}

/** How a field of a request becomes text. Without `encode` the module fills the field in. */
interface FieldWriter {
  readonly name: string;
  readonly encode: ((value: unknown) => string) | undefined;
}

const writersByApi = new WeakMap<object, readonly FieldWriter[]>();

/**
 * The fields of an API in the order in which they are signed: sorted once, not for every request.
 *
 * @param filledIn the names of those that the module fills in: for an API always the same
 */
function writersOf<Request extends LianlianMessage>(
  api: ApiDefinition<Request>,
  filledIn: readonly string[],
): readonly FieldWriter[] {
  const known = writersByApi.get(api);
  if (known !== undefined) return known;
  const specs = fieldsOf(api.request);
  const writers = [...new Set([...specs.keys(), ...filledIn])]
    .sort()
    .map((name) => ({ name, encode: filledIn.includes(name) ? undefined : specs.get(name)?.encode }));
  writersByApi.set(api, writers);
  return writers;
}

function refused<Request extends LianlianMessage>(
  api: ApiDefinition<Request>,
  request: object,
  violations: readonly Violation[],
): LianlianValidationError {
  return new LianlianValidationError(violations, wireMessages.notSent(api.title, orderOf(request)));
}
