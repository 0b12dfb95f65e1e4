import { notificationContentType } from '../data.js';
import type { SandboxClock } from '../clock.js';
import { post } from '../http/post.js';
import type { LedgerEntry } from '../orders/ledger.js';

/** How notifications are repeated. */
export interface NotificationOptions {
  /** Between one attempt and the next, on the sandbox's clock. Two minutes by default. */
  readonly intervalMs?: number | undefined;
  /** How long the shop has for its answer, in real time. Five seconds by default. */
  readonly timeoutMs?: number | undefined;
  /** Attempts until LianLian gives up. 30 by default. */
  readonly attempts?: number | undefined;
}

/** One delivery of a notification. */
export interface DeliveryAttempt {
  readonly kind: 'payment' | 'refund';
  /** 1 for the first. */
  readonly attempt: number;
  /** When it started, on the sandbox's clock. */
  readonly at: Date;
  readonly url: string;
  /** The JSON text that was sent. */
  readonly body: string;
  /** HTTP status of the shop's answer. */
  readonly status?: number | undefined;
  /** Body of the shop's answer. */
  readonly answer?: string | undefined;
  /** Whether the answer was HTTP 200 and the ack. */
  readonly acknowledged: boolean;
  /** Why there is no answer. */
  readonly error?: string | undefined;
}

/** A notification and what became of it. */
export interface Notification {
  readonly kind: 'payment' | 'refund';
  readonly entry: LedgerEntry;
  readonly url: string;
  /** As signed, with `sign`. */
  readonly fields: Readonly<Record<string, string>>;
  readonly body: string;
  readonly attempts: DeliveryAttempt[];
}

/** Delivers notifications until the shop acknowledges them. */
export class Notifier {
  private readonly notifications: Notification[] = [];
  private readonly repeats = new Map<Notification, () => void>();
  private readonly stopped = new AbortController();

  constructor(
    private readonly clock: SandboxClock,
    private readonly options: { readonly [K in keyof Required<NotificationOptions>]: number },
  ) {}

  /** Makes the first attempt. Resolves when it ended, whatever came of it; the repeats run by themselves. */
  async send(
    kind: Notification['kind'],
    entry: LedgerEntry,
    url: string,
    fields: Readonly<Record<string, string>>,
  ): Promise<void> {
    const notification: Notification = {
      kind,
      entry,
      url,
      fields,
      body: JSON.stringify(fields),
      attempts: [],
    };
    this.notifications.push(notification);
    const sent = this.scheduled(notification, this.clock.now(), 1);
    this.clock.track(sent);
    await sent;
  }

  /** Delivers once more, beside the repeats. An ack ends them. */
  async deliver(notification: Notification): Promise<DeliveryAttempt> {
    const delivered = this.attempt(notification);
    this.clock.track(delivered);
    const attempt = await delivered;
    if (attempt.acknowledged) this.stopRepeats(notification);
    return attempt;
  }

  /** The notifications of an order, oldest first. */
  of(entry: LedgerEntry): readonly Notification[] {
    return this.notifications.filter((notification) => notification.entry === entry);
  }

  /** Breaks off what is under way and forgets the repeats. */
  stop(): void {
    this.stopped.abort(new Error('the sandbox was stopped'));
    for (const notification of [...this.repeats.keys()]) this.stopRepeats(notification);
  }

  private async scheduled(notification: Notification, due: Date, number: number): Promise<void> {
    const attempt = await this.deliver(notification);
    const wasAcknowledged = attempt.acknowledged || notification.attempts.some((each) => each.acknowledged);
    if (wasAcknowledged || number >= this.options.attempts || this.stopped.signal.aborted) return;
    // Counted from when this attempt was due, so that repeats don't drift.
    const next = new Date(due.getTime() + this.options.intervalMs);
    const cancel = this.clock.schedule(next, async () => {
      this.repeats.delete(notification);
      await this.scheduled(notification, next, number + 1);
    });
    this.repeats.set(notification, cancel);
  }

  private stopRepeats(notification: Notification): void {
    this.repeats.get(notification)?.();
    this.repeats.delete(notification);
  }

  private async attempt(notification: Notification): Promise<DeliveryAttempt> {
    const { kind, url, body, attempts } = notification;
    const at = this.clock.now();
    const outcome = await this.outcome(url, body);
    const attempt: DeliveryAttempt = { kind, attempt: attempts.length + 1, at, url, body, ...outcome };
    attempts.push(attempt);
    return attempt;
  }

  private async outcome(
    url: string,
    body: string,
  ): Promise<Pick<DeliveryAttempt, 'status' | 'answer' | 'acknowledged' | 'error'>> {
    try {
      const answer = await post(
        url,
        notificationContentType,
        body,
        this.options.timeoutMs,
        this.stopped.signal,
      );
      return { status: answer.status, answer: answer.body, acknowledged: isAck(answer.status, answer.body) };
    } catch (error) {
      return { acknowledged: false, error: error instanceof Error ? error.message : String(error) };
    }
  }
}

/** HTTP 200 and `{"ret_code":"0000","ret_msg":"ok"}`: nothing else counts. */
function isAck(status: number, body: string): boolean {
  if (status !== 200) return false;
  try {
    const answer: unknown = JSON.parse(body);
    if (typeof answer !== 'object' || answer === null) return false;
    const { ret_code, ret_msg } = answer as Record<string, unknown>;
    return ret_code === '0000' && ret_msg === 'ok';
  } catch {
    return false;
  }
}
