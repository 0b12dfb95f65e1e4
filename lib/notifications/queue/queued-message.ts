import { IDENTIFYING_NUMBERS, type IdentifyingNumbers } from '../../common/messages/identifying-numbers.js';
import type { RawJsonObject } from '../../wire/raw-json.js';
import type { AnyNotification, TakenMessages } from '../model/any-notification.js';
import { parseJson } from '../receive/parse-message.js';
import { kindOf, messageOf } from '../receive/to-notification.js';

/** The numbers by which a person finds a notification. */
export interface NotificationNumbers extends IdentifyingNumbers {
  readonly kind?: AnyNotification['kind'] | undefined;
}

/** LianLian's numbers have at most 32 characters. What stands in a queue may have been written by anybody. */
const MAX_NUMBER = 64;

/**
 * The signed message as a JSON document.
 *
 * @throws Error for a notification that LianLian did not send: a worker could not verify it
 */
export function documentOf(notification: AnyNotification): string {
  const message = messageOf(notification);
  if (message === undefined) throw new Error('Only a notification of LianLian can be queued.');
  const { texts, values } = message;
  // Nested values stand as they were written (`1000.0` is not `1000`); what was a number becomes text, which signs alike.
  const members = Object.entries(texts).map(([name, text]) => {
    const isNested = typeof values[name] === 'object';
    return `${JSON.stringify(name)}:${isNested ? text : JSON.stringify(text)}`;
  });
  return `{${members.join(',')}}`;
}

/** The message of a document; undefined if it cannot be read. */
export function messageIn(document: unknown): RawJsonObject | undefined {
  try {
    return parseJson(document as string);
  } catch {
    return undefined;
  }
}

/**
 * The numbers that a document names: not verified, and none if it cannot be read.
 *
 * @param takes what the route takes that it came to, as far as its job says
 */
export function identifyingNumbersIn(document: unknown, takes: TakenMessages): NotificationNumbers {
  const message = messageIn(document);
  if (message === undefined) return {};
  const numbers: NotificationNumbers = Object.fromEntries(
    IDENTIFYING_NUMBERS.map((name) => [name, message.texts[name]?.slice(0, MAX_NUMBER)] as const).filter(
      ([, text]) => text !== undefined,
    ),
  );
  return { kind: kindOf(message, takes), ...numbers };
}
