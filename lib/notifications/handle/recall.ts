import { HttpException } from '@nestjs/common';

import { isInstance } from '../../common/secrets/error-text.js';
import { InboxRefusal } from '../../common/inbox/inbox-refusal.js';
import type { NotificationInbox } from '../../common/inbox/notification-inbox.js';
import { type AnyNotification, notificationSubject } from '../model/any-notification.js';
import { NotificationUnavailable } from '../model/refusal.js';
import type { NotificationClaim } from './claim-of.js';
import { handleMessages } from './handle.messages.js';

/** What the inbox remembers of a key. @throws HttpException 503 where it does not tell */
export async function recall(
  inbox: NotificationInbox,
  notification: AnyNotification,
  key: string,
): Promise<string | undefined> {
  try {
    return await inbox.recall(key);
  } catch (cause) {
    throw unreachable(notification, cause);
  }
}

/** Whether what forbids a claim is done. @throws HttpException 503 where the inbox does not tell */
export async function isBarred(
  inbox: NotificationInbox,
  notification: AnyNotification,
  { unless }: Pick<NotificationClaim, 'unless'>,
): Promise<boolean> {
  return unless !== undefined && (await recall(inbox, notification, unless)) !== undefined;
}

/** An inbox that cannot be reached leaves open what it would have said: 503, never an acknowledgement. */
export function unreachable(notification: AnyNotification, error: unknown): HttpException {
  if (error instanceof HttpException) return error;
  const subject = notificationSubject(notification);
  const sentence = isInstance(error, InboxRefusal)
    ? handleMessages.inboxRefuses(subject, error.message)
    : handleMessages.inboxUnreachable(subject);
  return new NotificationUnavailable('inbox-unreachable', sentence, error);
}
