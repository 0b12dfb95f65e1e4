import { growingMs } from '../common/timing/back-off.js';
import type { OptionReader } from '../common/options/option-reader.js';
import { signalOf } from './call-options.js';

/** How a result is waited for. */
export interface WaitOptions {
  /** Milliseconds between queries at first; the pause grows by half each time, to 10 seconds. Default 2000. */
  readonly everyMs?: number | undefined;
  /** Milliseconds after which the last known state stands. Default 60000. */
  readonly timeoutMs?: number | undefined;
  /** Ends the wait when it aborts: the last known state stands then, too. */
  readonly signal?: AbortSignal | undefined;
}

/** `WaitOptions`, read and completed. */
export interface Waiting {
  readonly everyMs: number;
  readonly timeoutMs: number;
  readonly signal: AbortSignal | undefined;
}

/** The names of the options of every wait. */
export const WAIT_OPTIONS = ['everyMs', 'timeoutMs', 'signal'] as const satisfies (keyof WaitOptions)[];

const DEFAULT_EVERY_MS = 2_000;
const MAX_EVERY_MS = 10_000;
const DEFAULT_TIMEOUT_MS = 60_000;

/** A timer takes NaN, Infinity and less than 0 for "now": nothing would be asked, or hundreds of times a second. */
export function readWaitOptions(reader: OptionReader): Waiting {
  return {
    everyMs: reader.positiveInteger('everyMs', DEFAULT_EVERY_MS),
    timeoutMs: reader.positiveInteger('timeoutMs', DEFAULT_TIMEOUT_MS),
    signal: signalOf(reader),
  };
}

/** Milliseconds to wait after a number of queries. */
export function pauseAfter(queries: number, { everyMs }: Pick<Waiting, 'everyMs'>): number {
  return growingMs(queries, { firstMs: everyMs, maxMs: MAX_EVERY_MS, factor: 1.5 });
}
