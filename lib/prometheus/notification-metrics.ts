import type { ObservedStep } from '../common/logging/observed-steps.js';
import { isInstance } from '../common/secrets/error-text.js';
import type {
  HandledAs,
  NotificationObserver,
  NotificationResponse,
  NotificationTrace,
} from '../notifications/handle/notification-observer.js';
import type { AnyNotification } from '../notifications/model/any-notification.js';
import type { LianlianEvent } from '../notifications/model/lianlian-events.js';
import { NotificationConflict } from '../notifications/model/refusal.js';
import { refusalReasonOf } from '../telemetry/notification-failure.js';
import type { TelemetryGuard } from '../telemetry/telemetry-guard.js';
import type { Metrics } from './metrics.js';

/** Counts and times notifications. */
export class NotificationMetrics implements NotificationObserver {
  constructor(
    private readonly metrics: Metrics,
    private readonly guard: TelemetryGuard,
  ) {}

  async observe({ kind }: AnyNotification, handle: ObservedStep<undefined, HandledAs>): Promise<void> {
    const { guard } = this;
    const { handlingSeconds, notificationsInProgress } = this.metrics;
    const startedAt = performance.now();
    notificationsInProgress.begin(kind);
    const ended = await handle();
    const seconds = (performance.now() - startedAt) / 1000;
    notificationsInProgress.end(kind);
    guard.use(() => {
      handlingSeconds.observe({ kind, result: resultOf(ended) }, seconds);
    });
  }

  /** What is put into a queue is an event of its own. */
  async observeSend(
    _notification: AnyNotification,
    send: ObservedStep<NotificationTrace, void>,
  ): Promise<void> {
    await send();
  }

  responded({ kind }: AnyNotification, { isAcknowledged, seconds }: NotificationResponse): void {
    this.guard.use(() => {
      this.metrics.responseSeconds.observe({ kind, acknowledged: String(isAcknowledged) }, seconds);
    });
  }

  /** Counts an event. */
  note(event: LianlianEvent): void {
    const { events, swept } = this.metrics;
    this.guard.use(() => {
      if (event.type === 'swept') {
        const { kind, state, otherTime } = event;
        swept.inc({ kind, state: otherTime === undefined ? state : 'other-time' });
      } else {
        const kind = event.kind ?? 'unverified';
        events.inc({ event: event.type, kind, reason: event.type === 'refused' ? event.reason : '' });
      }
    });
  }
}

type HandlingResult = HandledAs | 'busy' | 'refused' | 'unavailable' | 'failed';

/** Done now or before, refused for good, for now, or failed: six words, whatever a hook threw. */
function resultOf(ended: PromiseSettledResult<HandledAs>): HandlingResult {
  if (ended.status === 'fulfilled') return ended.value;
  const error: unknown = ended.reason;
  if (isInstance(error, NotificationConflict)) return 'refused';
  const reason = refusalReasonOf(error);
  if (reason === undefined) return 'failed';
  return reason === 'busy' ? 'busy' : 'unavailable';
}
