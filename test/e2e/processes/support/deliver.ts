import { setTimeout as sleep } from 'node:timers/promises';

import { Agent, request } from 'undici';

import { ACK, TEXT_JSON } from '../../../support/http.js';

/** One attempt to deliver a notification, and what came of it. Times are those of `performance.now()`. */
export interface Attempt {
  readonly startedAt: number;
  readonly endedAt: number;
  /** Undefined where no response came. */
  readonly status: number | undefined;
  readonly acknowledged: boolean;
}

/** How LianLian sends, with less patience: again and again until it is acknowledged. */
export interface DeliveryOptions {
  /** The statuses that ask for another attempt. All others are a defect. Default 503 alone. */
  readonly mayAnswer?: readonly number[];
  readonly pauseMs?: number;
  readonly limitMs?: number;
}

/** LianLian's side: keeps connections alive, and sends to whatever process is given. */
export class Deliverer {
  readonly attempts: Attempt[] = [];
  private readonly agent = new Agent({ connections: 100, headersTimeout: 20_000, bodyTimeout: 20_000 });

  /**
   * Sends a notification until it is acknowledged.
   *
   * @param nextUrl a shop's process for each attempt; undefined while there is none
   * @throws Error for a response that is neither the ack nor allowed, or after the time limit
   */
  async deliver(
    body: string,
    nextUrl: () => string | undefined,
    { mayAnswer = [503], pauseMs = 100, limitMs = 120_000 }: DeliveryOptions = {},
  ): Promise<void> {
    for (const deadline = performance.now() + limitMs; performance.now() < deadline;) {
      const url = nextUrl();
      if (url !== undefined) {
        const { acknowledged, status } = await this.send(body, url);
        if (acknowledged) return;
        if (status !== undefined && !mayAnswer.includes(status)) {
          throw new Error(`A notification was answered with ${String(status)}: ${body}`);
        }
      }
      // Not all of them at once.
      await sleep(pauseMs * (0.5 + Math.random()));
    }
    throw new Error(`A notification was not acknowledged in time: ${body}`);
  }

  /** Sends a notification until it is told anything but to come again, and gives the last status. */
  async statusOf(
    body: string,
    nextUrl: () => string | undefined,
    limitMs = 60_000,
  ): Promise<number | undefined> {
    for (const deadline = performance.now() + limitMs; performance.now() < deadline;) {
      const { status } = await this.send(body, nextUrl() ?? '');
      if (status !== undefined && status !== 503) return status;
      await sleep(50 + Math.random() * 50);
    }
    return undefined;
  }

  /** One attempt. */
  async send(body: string, url: string): Promise<Attempt> {
    const startedAt = performance.now();
    const response = await this.post(body, url);
    const acknowledged = response?.status === 200 && response.text === ACK;
    const attempt = { startedAt, endedAt: performance.now(), status: response?.status, acknowledged };
    this.attempts.push(attempt);
    return attempt;
  }

  close(): Promise<void> {
    return this.agent.destroy();
  }

  private async post(body: string, url: string): Promise<{ status: number; text: string } | undefined> {
    try {
      const { statusCode, body: stream } = await request(`${url}/payments/notify`, {
        method: 'POST',
        body,
        headers: { 'content-type': TEXT_JSON },
        dispatcher: this.agent,
      });
      return { status: statusCode, text: await stream.text() };
    } catch {
      // Refused, or broken off by the death of the process.
      return undefined;
    }
  }
}

/** Runs work for all items, at most `limit` at a time. */
export async function inParallel<T>(
  items: readonly T[],
  limit: number,
  work: (item: T) => Promise<void>,
): Promise<void> {
  const queue = items[Symbol.iterator]();
  const worker = async (): Promise<void> => {
    for (const item of queue) await work(item);
  };
  await Promise.all(Array.from({ length: Math.min(limit, items.length) }, worker));
}
