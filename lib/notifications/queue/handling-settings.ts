import type { OptionReader } from '../../common/options/option-reader.js';
import { queueModeMessages } from './queue-mode.messages.js';

/** How notifications are handled, whatever queue they go through: validated, and completed with defaults. */
export interface HandlingSettings {
  /** Undefined in a process that only receives. */
  readonly worker: { readonly concurrency: number; readonly stalledMs: number } | undefined;
  readonly attempts: number;
  readonly backoff: { readonly firstMs: number; readonly maxMs: number };
  readonly keepCompletedMs: number;
  readonly timeoutMs: number;
}

/** The options' names. */
export const HANDLING_OPTIONS = [
  ...['worker', 'attempts', 'backoff', 'keepCompletedMs', 'timeoutMs'],
  'isGlobal',
] as const;

/** @param least what the queue cannot go below, in milliseconds */
export function handlingSettings(
  reader: OptionReader,
  least: { readonly stalledMs?: number; readonly keepCompletedMs?: number } = {},
): HandlingSettings {
  const backoff = reader.group('backoff', ['firstMs', 'maxMs']);
  return {
    worker: workerOf(reader, least.stalledMs),
    attempts: reader.positiveInteger('attempts', 12),
    backoff: {
      firstMs: backoff.positiveInteger('firstMs', 1_000),
      maxMs: backoff.positiveInteger('maxMs', 15 * 60_000),
    },
    keepCompletedMs: reader.positiveInteger('keepCompletedMs', 60 * 60_000, { least: least.keepCompletedMs }),
    timeoutMs: reader.positiveInteger('timeoutMs', 2_000),
  };
}

function workerOf(reader: OptionReader, leastStalledMs: number | undefined): HandlingSettings['worker'] {
  const value = reader.value('worker');
  if (value === false) return undefined;
  if (value !== undefined && value !== true && (typeof value !== 'object' || value === null)) {
    reader.problem('worker', queueModeMessages.worker());
    return undefined;
  }
  const options =
    typeof value === 'object' ? reader.group('worker', ['concurrency', 'stalledMs']) : undefined;
  return {
    concurrency: options?.positiveInteger('concurrency', 10) ?? 10,
    stalledMs: options?.positiveInteger('stalledMs', 30_000, { least: leastStalledMs }) ?? 30_000,
  };
}
