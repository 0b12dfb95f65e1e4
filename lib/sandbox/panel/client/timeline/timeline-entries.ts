import type { AttemptView, NotificationView, RequestView } from '../../../contract.js';

/** Something that happened to an order or a payout itself. */
export interface Happened<What extends string = string> {
  readonly at: string;
  readonly what: What;
  readonly detail?: string | undefined;
  readonly no_refund?: string | undefined;
}

/** A notification and its place among those of its order or payout, 1 for the first. */
interface Notified {
  readonly notification: NotificationView;
  readonly number: number;
}

/** Where something stands among what has the same moment. */
type Place = readonly [number, number];

interface Entry {
  /** The same as long as the page is open: what was unfolded stays so. */
  readonly key: string;
  readonly at: string;
  readonly place: Place;
}

/** What stands in a timeline: a request of the shop's, a step, an attempt to deliver, or one that is due. */
export type TimelineEntry<Step extends Happened = Happened> =
  | (Entry & { readonly is: 'request'; readonly request: RequestView })
  | (Entry & { readonly is: 'step'; readonly step: Step })
  | (Entry & Notified & { readonly is: 'attempt'; readonly attempt: AttemptView })
  | (Entry & Notified & { readonly is: 'due'; readonly isLate: boolean });

/** Of the same moment: a request makes something happen, and what is due has not happened. */
const REQUESTED: Place = [-1, 0];
const DUE: Place = [Infinity, 0];

/** Everything that happened, in the order of time, and what is going to happen. */
export function timelineOf<Step extends Happened>({
  requests,
  history,
  notifications,
}: {
  readonly requests: readonly RequestView[];
  readonly history: readonly Step[];
  readonly notifications: readonly NotificationView[];
}): readonly TimelineEntry<Step>[] {
  const entries: TimelineEntry<Step>[] = [
    // As they are listed, the newest is the first.
    ...requests.toReversed().map((request) => ({
      ...{ is: 'request' as const, key: `request-${request.id}` },
      ...{ at: request.at, place: REQUESTED, request },
    })),
    ...history.map((step, index) => ({
      ...{
        is: 'step' as const,
        key: `step-${String(index)}`,
        at: step.at,
        place: [index, Infinity] as const,
        step,
      },
    })),
    ...notifications.flatMap((notification, index) => ofNotification<Step>(notification, index + 1)),
  ];
  return entries.sort((a, b) => Date.parse(a.at) - Date.parse(b.at) || byPlace(a.place, b.place));
}

/** A step stands after the attempts that started before it. */
function byPlace([steps, sequence]: Place, [otherSteps, otherSequence]: Place): number {
  if (steps !== otherSteps) return steps < otherSteps ? -1 : 1;
  return sequence === otherSequence ? 0 : sequence < otherSequence ? -1 : 1;
}

function ofNotification<Step extends Happened>(
  notification: NotificationView,
  number: number,
): readonly TimelineEntry<Step>[] {
  const { id, attempts, nextAt, lateAt } = notification;
  const due = (at: string, isLate: boolean, key: string): TimelineEntry<Step> => ({
    ...{ is: 'due', key: `due-${id}-${key}`, at, place: DUE, notification, number, isLate },
  });
  return [
    ...attempts.map((attempt) => ({
      ...{ is: 'attempt' as const, key: `attempt-${id}-${String(attempt.attempt)}` },
      ...{ at: attempt.at, place: [attempt.steps, attempt.sequence] as const, notification, number, attempt },
    })),
    ...(nextAt === undefined ? [] : [due(nextAt, false, 'next')]),
    ...lateAt.map((at) => due(at, true, at)),
  ];
}
