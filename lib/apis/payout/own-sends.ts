import { isBlank } from '../../common/blank.js';
import { ExpiringMap } from '../../common/objects/expiring-map.js';
import { LianlianApiError } from '../../errors/lianlian-api.error.js';
import type { SendKind } from '../../wire/lianlian-client.js';

/** For how long it is remembered what became of a send, and of how many payouts. */
const REMEMBERED_MS = 24 * 60 * 60_000;
const MAX_REMEMBERED = 10_000;

/** One send of a payout. */
export interface PayoutSend {
  /** What names the payout: merchant and number. */
  readonly payout: string;
  /** The how manieth send it is, of all processes that share the inbox. */
  readonly count: number;
}

interface TakenSend {
  readonly count: number;
  readonly oid_paybill: string;
}

/** Codes that say that LianLian has the payout already, by an earlier send. */
const HAS_IT: readonly string[] = ['1002', '2005'];

/** What became of the sends that this process made. */
export class OwnSends {
  /** How many sends there were of a payout whose every send was this process's, and was refused for certain. */
  private readonly refused = new ExpiringMap<number>(REMEMBERED_MS, MAX_REMEMBERED);
  /** How many sends there were of a payout of which none can be under way any more. */
  private readonly over = new ExpiringMap<number>(REMEMBERED_MS, MAX_REMEMBERED);
  private readonly taken = new ExpiringMap<TakenSend>(REMEMBERED_MS, MAX_REMEMBERED);

  /** `again` where an earlier send may be under way: another refusal says nothing of that one. */
  kindOf({ payout, count }: PayoutSend): SendKind {
    return count === 1 || this.areAllRefused({ payout, count: count - 1 }) ? 'first' : 'again';
  }

  /** Whether all sends up to this one were refused. */
  areAllRefused({ payout, count }: PayoutSend): boolean {
    return this.refused.get(payout) === count;
  }

  /** Whether this send and all before it are over: refused for certain, or the one that LianLian had when it got the next. */
  areAllOver({ payout, count }: PayoutSend): boolean {
    return this.over.get(payout) === count;
  }

  /** The transaction that LianLian took this send as; undefined where it is not known. */
  takenAs({ payout, count }: PayoutSend): string | undefined {
    const taken = this.taken.get(payout);
    return taken?.count === count ? taken.oid_paybill : undefined;
  }

  noteTaken(send: PayoutSend, oid_paybill: string | undefined): void {
    const { payout, count } = send;
    if (!isBlank(oid_paybill)) this.taken.set(payout, { count, oid_paybill });
  }

  noteFailed(send: PayoutSend, error: unknown): void {
    if (!(error instanceof LianlianApiError)) return;
    const { payout, count } = send;
    const over = this.over.get(payout) ?? 0;
    if (error.outcome === 'failed') this.refused.set(payout, count);
    // What LianLian has is the one send before that nothing was heard of.
    if (error.outcome === 'failed' || (HAS_IT.includes(error.ret_code) && over >= count - 2))
      this.over.set(payout, count);
  }
}
