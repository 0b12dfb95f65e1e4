import { maskedText } from '../../common/secrets/secrets.js';
import { withoutSecrets } from '../../common/secrets/without-secrets.js';
import type { Sentence } from '../../diagnosis/signature-diagnosis.js';
import { parseRawJsonObject } from '../../wire/raw-json.js';
import {
  type DeliveryHow,
  type DeliveryOutcome,
  falseDeliveries,
  type NotificationKind,
} from '../contract.js';

/** One delivery of a notification. */
export interface DeliveryAttempt {
  readonly kind: NotificationKind;
  /** 1 for the first of its notification. */
  readonly attempt: number;
  /** 1 for the first of all notifications of its order or payout, in the order in which they started. */
  readonly sequence: number;
  /** How many steps of its order or payout had been made when it started. */
  readonly steps: number;
  /** When it started, on the sandbox's clock. */
  readonly at: Date;
  readonly url: string;
  /** The JSON text that was sent. */
  readonly body: string;
  /** How the copy differs from a plain delivery; undefined for a plain one. */
  readonly how?: DeliveryHow | undefined;
  /** HTTP status of the shop's response. */
  readonly status?: number | undefined;
  /** Body of the shop's response. */
  readonly response?: string | undefined;
  /** Whether the response was HTTP 200 with the ack. */
  readonly acknowledged: boolean;
  /** Why the response acknowledges nothing, or why there is none, and what to look at. */
  readonly explanation?: Sentence | undefined;
  /** What the documents want of a response that acknowledges in other words. */
  readonly warning?: Sentence | undefined;
  /** Why there is no response. */
  readonly error?: string | undefined;
  /** How long it took, in milliseconds of real time. */
  readonly tookMs: number;
}

/** An order or a payout that the shop is notified of. */
export interface NotifiedEntry {
  readonly oid_partner: string;
  readonly no_order: string;
  readonly oid_paybill: string;
  readonly result_pay: string;
  /** Id of the API that placed it. */
  readonly api: string;
  readonly history: readonly unknown[];
}

/** A notification and its deliveries. */
export interface Notification {
  readonly id: string;
  readonly kind: NotificationKind;
  readonly entry: NotifiedEntry;
  readonly url: string;
  /** As signed, with `sign`. */
  readonly fields: Readonly<Record<string, string>>;
  readonly body: string;
  readonly attempts: DeliveryAttempt[];
  /** How many attempts were started: LianLian's own, and those that a test or a person asked for. */
  started: number;
  /** How many of those an earlier run was ended in the middle of. */
  readonly lost?: number | undefined;
  /** How many of LianLian's own attempts were made. */
  repeats: number;
  /** When LianLian's next attempt is due, if one is. */
  nextAt?: Date | undefined;
  /** A fault delays its next attempt: for a while, or until the merchant's next notification. */
  held?: 'for-a-while' | 'for-the-next' | undefined;
  /** When copies that were asked to come late are due. */
  late: readonly Date[];
}

/** All attempts to deliver them, in the order in which they started. */
export function attemptsOf(notifications: readonly Notification[]): readonly DeliveryAttempt[] {
  return notifications.flatMap(({ attempts }) => attempts).sort((a, b) => a.sequence - b.sequence);
}

/** Whether the shop acknowledged a copy that LianLian signed for it. */
export function isAcknowledged({ attempts }: Notification): boolean {
  return attempts.some(({ acknowledged, how }) => acknowledged && !falseDeliveries.has(how));
}

/** Whether an attempt has started that has not ended. */
export function isUnderWay({ attempts, started, lost = 0 }: Notification): boolean {
  return attempts.length + lost < started;
}

/** How an attempt ended. */
export function deliveryOutcome({ how, status, acknowledged }: DeliveryAttempt): DeliveryOutcome {
  if (how === 'dropped') return 'dropped';
  const isFalse = falseDeliveries.has(how);
  if (acknowledged) return isFalse ? 'wrongly-accepted' : 'acknowledged';
  if (status === undefined) return 'no-response';
  return isFalse ? 'rejected' : 'refused';
}

/** The body of a notification or an attempt, with secret values masked. */
export function shownBody({ body }: Pick<DeliveryAttempt, 'body'>): string {
  return maskedText('', body);
}

/** The shop's response, with secret values masked: a shop may repeat what it was sent. */
export function shownResponse({ body, response }: DeliveryAttempt): string | undefined {
  return response && maskedText('', withoutSecrets(response, parseRawJsonObject(body).texts));
}
