import type { NotificationView } from '../../../contract.js';
import { type Happened, type TimelineEntry, timelineOf } from '../timeline/timeline-entries.js';

/** What is told in a test of an order or a payout. */
type StoryEntry<Step extends Happened = Happened> = Exclude<
  TimelineEntry<Step>,
  { readonly is: 'request' | 'due' }
>;

/** An order or a payout, with what happened to it. */
export interface StorySubject<Step extends Happened> {
  readonly no_order: string;
  readonly history: readonly Step[];
  readonly notifications: readonly NotificationView[];
}

/** An attempt to deliver. */
export type StoryAttempt = Extract<StoryEntry, { readonly is: 'attempt' }> & {
  /** LianLian's own, when something had happened. */
  readonly isFirst: boolean;
};

/** A step of an order or a payout, or an attempt to deliver. */
type StoryPart<Step extends Happened> = Extract<StoryEntry<Step>, { readonly is: 'step' }> | StoryAttempt;

/** Its steps and attempts in the order of time. Attempts that were made by one call are one: the last of them. */
export function storyPartsOf<Step extends Happened>({
  history,
  notifications,
}: StorySubject<Step>): readonly StoryPart<Step>[] {
  const parts: StoryPart<Step>[] = [];
  let together: StoryAttempt[] = [];
  for (const entry of timelineOf({ requests: [], history, notifications })) {
    if (entry.is === 'request' || entry.is === 'due') continue;
    if (entry.is === 'step') {
      together = [];
      parts.push(entry);
      continue;
    }
    const isWithThem = belongs(entry, together);
    const isFirst = entry.attempt.attempt === 1 || (isWithThem && together.some((each) => each.isFirst));
    const part = { ...entry, isFirst };
    if (isWithThem) parts.pop();
    together = isWithThem ? [...together, part] : [part];
    parts.push(part);
  }
  return parts;
}

/** Whether the same call made this attempt as made those before. */
function belongs(
  { attempt: { how }, notification: { id } }: Extract<StoryEntry, { readonly is: 'attempt' }>,
  before: readonly StoryAttempt[],
): boolean {
  const last = before.at(-1);
  if (last === undefined || last.attempt.how !== how) return false;
  if (how === 'twice') return before.length === 1 && last.notification.id === id;
  return how === 'out-of-order' && before.every((each) => each.notification.id !== id);
}
