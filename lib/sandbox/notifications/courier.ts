import { setMaxListeners } from 'node:events';

import { errorMessage } from '../../common/secrets/error-text.js';
import type { DeliveryHow } from '../contract.js';
import { notificationContentType } from '../data/data.js';
import { post } from '../http/post.js';
import { acknowledgementOf } from './acknowledgement.js';
import { type Forger, isForgery } from './forger.js';
import { whyNoResponse } from './no-response.js';
import type { DeliveryAttempt, Notification } from './notification.js';

/** An attempt as it starts. */
export type Begun = Pick<DeliveryAttempt, 'attempt' | 'sequence' | 'steps' | 'at'>;

type Ending = Pick<
  DeliveryAttempt,
  'status' | 'response' | 'acknowledged' | 'explanation' | 'warning' | 'error'
>;

/** Sends copies of notifications to the shop, and records the result of each. */
export class Courier {
  private readonly stopped = new AbortController();

  /**
   * @param timeoutMs how long the shop has for its response, in real time
   * @param isStrict whether an acknowledgement in other words counts for nothing
   */
  constructor(
    private readonly forger: Forger,
    private readonly timeoutMs: number,
    private readonly isStrict: boolean,
  ) {
    // Each delivery that is under way listens: there is no number of them that is too many.
    setMaxListeners(0, this.stopped.signal);
  }

  /**
   * Resolves when the delivery ended, successful or not.
   *
   * @param begin called as each attempt starts
   */
  async deliver(
    notification: Notification,
    how: DeliveryHow | undefined,
    begin: () => Begun,
  ): Promise<readonly DeliveryAttempt[]> {
    const copies = how === 'twice' ? [begin(), begin()] : [begin()];
    return Promise.all(copies.map((begun) => this.attempt(notification, how, begun)));
  }

  /** Aborts the deliveries that are under way. */
  stop(): void {
    this.stopped.abort(new Error('the sandbox was stopped'));
  }

  private async attempt(
    notification: Notification,
    how: DeliveryHow | undefined,
    begun: Begun,
  ): Promise<DeliveryAttempt> {
    const { kind, url, attempts } = notification;
    const started = performance.now();
    const body = isForgery(how) ? await this.forger.forge(how, notification.fields) : notification.body;
    const ending: Ending =
      how === 'dropped'
        ? { acknowledged: false, error: 'dropped on the way by the sandbox' }
        : await this.sent(url, body);
    const attempt: DeliveryAttempt = {
      ...{ kind, ...begun, url, body },
      ...(how === undefined ? {} : { how }),
      ...ending,
      tookMs: Math.round(performance.now() - started),
    };
    attempts.push(attempt);
    return attempt;
  }

  private async sent(url: string, body: string): Promise<Ending> {
    try {
      const response = await post(url, notificationContentType, body, this.timeoutMs, this.stopped.signal);
      return {
        ...{ status: response.status, response: response.body },
        ...acknowledgementOf(response, this.isStrict),
      };
    } catch (error) {
      const explanation = whyNoResponse(error, this.timeoutMs);
      return { acknowledged: false, error: errorMessage(error), explanation };
    }
  }
}
