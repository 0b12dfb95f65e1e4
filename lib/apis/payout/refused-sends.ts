import { ExpiringMap } from '../../common/expiring-map.js';
import { LianlianApiError } from '../../errors/lianlian-api.error.js';
import type { SendKind } from '../../wire/lianlian-client.js';

/** For how long it is remembered that all sends of a payout were refused, and of how many payouts. */
const REMEMBERED_MS = 24 * 60 * 60_000;
const MAX_REMEMBERED = 10_000;

/** One send of a payout. */
export interface PayoutSend {
  /** What names the payout: merchant and number. */
  readonly payout: string;
  /** The how manieth send it is, of all processes that share the inbox. */
  readonly count: number;
}

/**
 * The payouts whose every send so far was this process's, and was refused for certain: of those no send can be under way,
 * so that another refusal says as much as the first one.
 */
export class RefusedSends {
  private readonly refused = new ExpiringMap<number>(REMEMBERED_MS, MAX_REMEMBERED);

  /** Whether an earlier send of the payout may be under way. */
  kindOf({ payout, count }: PayoutSend): SendKind {
    return count === 1 || this.areAll(payout, count - 1) ? 'first' : 'again';
  }

  /** Whether all of so many sends were. */
  areAll(payout: string, count: number): boolean {
    return this.refused.get(payout) === count;
  }

  /** Notes what a send ended in. */
  ended({ payout, count }: PayoutSend, error: unknown): void {
    if (error instanceof LianlianApiError && error.outcome === 'failed') this.refused.set(payout, count);
  }
}
