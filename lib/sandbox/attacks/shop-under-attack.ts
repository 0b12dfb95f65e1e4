import { errorMessage } from '../../common/secrets/error-text.js';
import type { Sentence } from '../../diagnosis/signature-diagnosis.js';
import { notificationContentType } from '../data/data.js';
import { post } from '../http/post.js';
import { acknowledgementOf } from '../notifications/acknowledgement.js';

/** LianLian waits no longer. */
const TIMEOUT_MS = 5000;
const PAUSE_MS = 1000;

/** How a shop responded. */
export interface ShopResponse {
  readonly status?: number | undefined;
  /** Its text. */
  readonly body?: string | undefined;
  readonly acknowledged: boolean;
  /** Why it acknowledges nothing. */
  readonly explanation?: Sentence | undefined;
  /** What the documents want of one that acknowledges in other words. */
  readonly warning?: Sentence | undefined;
  /** Why there is no response. */
  readonly error?: string | undefined;
  /** In real time. */
  readonly tookMs: number;
}

/** What the shop itself says of an order. */
export interface PaidState {
  readonly isPaid: boolean;
  /** How often the goods were shipped, where the shop tells. */
  readonly times?: number | undefined;
}

/** The state of an order that was shipped `times` times. */
export function paidState(times: number): PaidState {
  return { isPaid: times > 0, times };
}

/** Asks the shop what became of the order; undefined where nobody said how. */
export type AskShop = ((stop: AbortSignal) => Promise<PaidState>) | undefined;

/** A shop's notification route, as seen from outside. */
export class ShopUnderAttack {
  private hasToldTimes = false;

  /** @param isStrict whether an acknowledgement in other words counts for nothing */
  constructor(
    readonly url: string,
    readonly ask: AskShop,
    readonly signal: AbortSignal,
    private readonly isStrict = false,
  ) {}

  /** Whether it has said how often it shipped. */
  get tellsTimes(): boolean {
    return this.hasToldTimes;
  }

  /** What the shop says of the order; undefined where nobody said how to ask it, and where it does not answer. */
  async state(): Promise<PaidState | undefined> {
    try {
      const state = await this.ask?.(this.signal);
      this.hasToldTimes ||= state?.times !== undefined;
      return state;
    } catch {
      return undefined;
    }
  }

  /** Sends what a notification's body may be. It does not reject: what went wrong is in the response. */
  async post(message: string): Promise<ShopResponse> {
    const started = performance.now();
    try {
      const { status, body, location } = await this.sent(message);
      const acknowledgement = acknowledgementOf({ status, body, location }, this.isStrict);
      return { status, body, ...acknowledgement, tookMs: tookSince(started) };
    } catch (error) {
      return { acknowledged: false, error: errorMessage(error), tookMs: tookSince(started) };
    }
  }

  /** Sends a genuine message until it is acknowledged, three times at most. The last response. */
  async postAgain(message: string): Promise<ShopResponse> {
    for (let left = 3; ; left -= 1) {
      const response = await this.post(message);
      if (response.acknowledged || left === 1) return response;
      await this.pause(PAUSE_MS);
    }
  }

  /** Waits, but not beyond the end of the attack. */
  pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const done = (): void => {
        clearTimeout(timer);
        this.signal.removeEventListener('abort', done);
        resolve();
      };
      const timer = setTimeout(done, ms);
      this.signal.addEventListener('abort', done);
    });
  }

  private sent(message: string): ReturnType<typeof post> {
    return post(this.url, notificationContentType, message, TIMEOUT_MS, this.signal);
  }
}

/** Milliseconds of real time. */
function tookSince(started: number): number {
  return Math.round(performance.now() - started);
}
