import { isBlank } from '../../common/blank.js';
import type { OptionReader } from '../../common/options/option-reader.js';
import { readOptions } from '../../common/options/read-options.js';
import { besideRequest } from '../../wire/call-options.js';
import { readWaitOptions, WAIT_OPTIONS, type Waiting, type WaitOptions } from '../../wire/wait-options.js';
import { appliedAtOf } from './applied-at.js';

/** How a payout is settled. */
export interface PayoutSettleOptions extends WaitOptions {
  /**
   * Milliseconds after which no send and no query begins, and a query that is under way is cut off: the last known state stands
   * then. A send that has begun is not cut off, because nobody would know whether it arrived: it may take `http.timeoutMs`
   * longer. Default 60000.
   */
  readonly timeoutMs?: number | undefined;
  /**
   * When the payout was sent last, where it was, and the inbox may have forgotten it: a `Date`, or `yyyyMMddHHmmss` in
   * Asia/Shanghai. It is queried first then. Needed with a `MemoryInbox`, which forgets with a restart.
   */
  readonly appliedAt?: Date | string | undefined;
}

/** Options of `settle`, read. */
export interface Settling extends Waiting {
  readonly appliedAtMs: number | undefined;
}

const OPTIONS = ['appliedAt', ...WAIT_OPTIONS] as const satisfies (keyof PayoutSettleOptions)[];

/** @throws LianlianValidationError with every option that is misspelt or has a value that is none */
export function settleOptionsOf(options: PayoutSettleOptions | undefined, subject: string): Settling {
  return readOptions(options, besideRequest(OPTIONS, subject), (reader) => ({
    ...readWaitOptions(reader),
    appliedAtMs: timeOption(reader, 'appliedAt'),
  }));
}

function timeOption(reader: OptionReader, name: string): number | undefined {
  const value = reader.value(name);
  const time = isBlank(value) ? undefined : appliedAtOf(value, name);
  if (typeof time !== 'object') return time;
  // An option's name stands before its sentence.
  reader.problem(name, time.message.replace(`${name} `, ''), time.rule);
  return undefined;
}
