import { LianlianApiError } from '../../errors/lianlian-api.error.js';
import { LianlianError } from '../../errors/lianlian.error.js';
import { isInstance } from '../secrets/error-text.js';
import type { IdentifyingNumbers } from '../messages/identifying-numbers.js';

/**
 * What a line of the log is about, for a log store that finds lines by their fields. The names are LianLian's where it has
 * one. None of them holds a secret, or what LianLian tells of a payer. `address` may be a payer's, and what is `claimed` is
 * whatever a sender wrote.
 */
export interface LogFields extends IdentifyingNumbers {
  /** What happened: that of an event, or `dead-lettered`. */
  readonly event?: string | undefined;
  readonly kind?: string | undefined;
  /** `yyyyMMddHHmmss`. */
  readonly dt_order?: string | undefined;
  /** Why a notification was refused: a word of `RefusalReason`. */
  readonly reason?: string | undefined;
  /** The HTTP status of a refusal. */
  readonly status?: number | undefined;
  /** The hook that failed. */
  readonly hook?: string | undefined;
  /** What LianLian said of a payment or a payout. */
  readonly state?: string | undefined;
  /** The `dt_order` by which LianLian knows the order. */
  readonly otherTime?: string | undefined;
  readonly product?: string | undefined;
  readonly durationMs?: number | undefined;
  /** Of a call that failed. */
  readonly api?: string | undefined;
  readonly outcome?: string | undefined;
  readonly ret_code?: string | undefined;
  readonly category?: string | undefined;
  /** Of a dead letter. */
  readonly key?: string | undefined;
  readonly attempts?: number | undefined;
  /** Why it is one: a sentence. */
  readonly dead_reason?: string | undefined;
  /** What a message says of itself that nobody verified: anybody may have written it. */
  readonly claimed_no_order?: string | undefined;
  readonly claimed_no_refund?: string | undefined;
  readonly claimed_oid_paybill?: string | undefined;
  readonly claimed_oid_partner?: string | undefined;
  /** The IP address that it came from: of a return, the payer's. */
  readonly address?: string | undefined;
  /** How many lines like this one were left out before it. */
  readonly left_out?: number | undefined;
}

/** What an error of ours says of itself in fields; nothing of another one, whose words may be anybody's. */
export function errorFields(error: unknown): LogFields {
  if (!isInstance(error, LianlianError)) return {};
  const { outcome } = error;
  if (!isInstance(error, LianlianApiError)) return { outcome };
  const { api, ret_code, category } = error;
  return { api, outcome, ret_code, category };
}
