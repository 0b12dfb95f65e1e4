import type { LianlianApiId } from '../common/api-ids.js';
import { isQuery } from '../common/api-uses.js';
import { isInstance } from '../common/secrets/error-text.js';
import type { ObservedStep } from '../common/logging/observed-steps.js';
import { LianlianApiError } from '../errors/lianlian-api.error.js';
import { LianlianSignatureError } from '../errors/lianlian-signature.error.js';
import { LianlianTransportError } from '../errors/lianlian-transport.error.js';
import { LianlianValidationError } from '../errors/lianlian-validation.error.js';
import { isQueryResult, type MeasuredOutcome, measuredOutcome } from '../telemetry/call-outcome.js';
import type { TelemetryGuard } from '../telemetry/telemetry-guard.js';
import type { CallObservation, CallObserver } from '../wire/call-observer.js';
import type { Metrics } from './metrics.js';

/** Counts and times calls and forms. */
export class CallMetrics implements CallObserver {
  constructor(
    private readonly metrics: Metrics,
    private readonly guard: TelemetryGuard,
  ) {}

  async observe(api: LianlianApiId, run: ObservedStep<CallObservation, unknown>): Promise<void> {
    const { guard } = this;
    const { calls, callSeconds, callsInDoubt, callsInProgress } = this.metrics;
    const startedAt = performance.now();
    callsInProgress.begin(api);
    const ended = await run();
    const seconds = (performance.now() - startedAt) / 1000;
    callsInProgress.end(api);
    const outcome = outcomeOf(api, ended);
    guard.use(() => {
      if (outcome === 'unknown' && !isQuery(api)) callsInDoubt.inc({ api });
      calls.inc({ api, outcome, category: categoryOf(ended) });
      callSeconds.observe({ api, outcome }, seconds);
    });
  }
}

/** That there is no such payment is an answer, and sweepers and waiting pages ask for many. */
function outcomeOf(api: LianlianApiId, ended: PromiseSettledResult<unknown>): MeasuredOutcome {
  const isAnswer = ended.status === 'rejected' && isQueryResult(api, ended.reason);
  return isAnswer ? 'answered' : measuredOutcome(ended);
}

/** What kind of response it was: the category of LianLian's code, or of which kind our error is. There are no others. */
function categoryOf(ended: PromiseSettledResult<unknown>): string {
  if (ended.status === 'fulfilled') return 'success';
  const error: unknown = ended.reason;
  if (isInstance(error, LianlianApiError)) return error.category ?? 'unlisted';
  if (isInstance(error, LianlianTransportError)) return 'transport';
  if (isInstance(error, LianlianSignatureError)) return 'signature';
  return isInstance(error, LianlianValidationError) ? 'validation' : 'error';
}
