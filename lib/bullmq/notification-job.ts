import type { Job } from 'bullmq';

import { IDENTIFYING_NUMBERS, type IdentifyingNumbers } from '../common/identifying-numbers.js';
import { parseJson } from '../notifications/receive/parse-message.js';
import type { AnyNotification } from '../notifications/model/any-notification.js';
import { kindOf, messageOf } from '../notifications/receive/to-notification.js';
import type { QueuedNotification } from '../notifications/handle/notification-queue.js';
import type { RawJsonObject } from '../wire/raw-json.js';

/** What Redis keeps of a notification. */
export interface NotificationJobData {
  /** The route that took it. */
  readonly route: string;
  /** The signed message as a JSON document, in which every value reads as it did when its signature was checked. */
  readonly message: string;
  /** Where it comes from, as `NotificationTrace`. Absent without an observer. Not checked: it may be anything. */
  readonly trace?: unknown;
}

/** One notification in the queue. */
export type NotificationJob = Job<NotificationJobData, void>;

/** The numbers by which a person finds a notification. */
export interface NotificationNumbers extends IdentifyingNumbers {
  readonly kind?: AnyNotification['kind'] | undefined;
}

/** LianLian's numbers have at most 32 characters. What stands in Redis may have been written by anybody. */
const MAX_NUMBER = 64;

/** @throws Error for a notification that LianLian did not send: a worker could not verify it */
export function jobDataOf({ route, notification, trace }: QueuedNotification): NotificationJobData {
  const message = messageOf(notification);
  if (message === undefined) throw new Error('Only a notification of LianLian can be queued.');
  return { route, message: documentOf(message), trace };
}

/** @throws MalformedMessage */
export function storedMessage(data: NotificationJobData): RawJsonObject {
  return parseJson(data.message);
}

/** The numbers that a stored message names: not verified, and none if it cannot be read. */
export function storedNumbers(data: NotificationJobData): NotificationNumbers {
  try {
    const message = storedMessage(data);
    const numbers: NotificationNumbers = Object.fromEntries(
      IDENTIFYING_NUMBERS.map((name) => [name, message.texts[name]?.slice(0, MAX_NUMBER)] as const).filter(
        ([, text]) => text !== undefined,
      ),
    );
    return { kind: kindOf(message), ...numbers };
  } catch {
    return {};
  }
}

/** Nested values stand as they were written (`1000.0` is not `1000`); what was a number becomes text, which signs alike. */
function documentOf({ texts, values }: RawJsonObject): string {
  const members = Object.entries(texts).map(([name, text]) => {
    const isNested = typeof values[name] === 'object';
    return `${JSON.stringify(name)}:${isNested ? text : JSON.stringify(text)}`;
  });
  return `{${members.join(',')}}`;
}
