import type { LianlianApiId } from '../common/api-ids.js';
import { isQuery } from '../common/api-uses.js';
import { isInstance } from '../common/secrets/error-text.js';
import { LianlianApiError } from '../errors/lianlian-api.error.js';
import { LianlianError } from '../errors/lianlian.error.js';
import type { CallOutcome } from '../errors/lianlian.error.js';

/** What is measured of how a call ended: `answered`, or the outcome of its error. */
export type MeasuredOutcome = 'answered' | CallOutcome;

/** How a call ended. What no error of ours tells is unknown. */
export function measuredOutcome(ended: PromiseSettledResult<unknown>): MeasuredOutcome {
  if (ended.status === 'fulfilled') return 'answered';
  const reason: unknown = ended.reason;
  return (isInstance(reason, LianlianError) ? reason.outcome : undefined) ?? 'unknown';
}

/** Whether an error is a result: that there is no such payment is one, and sweepers and waiting pages ask for many. */
export function isQueryResult(api: LianlianApiId, error: unknown): boolean {
  return isInstance(error, LianlianApiError) && isQuery(api);
}
