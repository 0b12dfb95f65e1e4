import type { HistoryEntryView, OrderDetailView } from '../../../contract.js';
import { type TimelineEntry, timelineOf } from '../timeline-entries.js';

/** What is told of an order in a test. */
type StoryEntry = Exclude<TimelineEntry<HistoryEntryView>, { readonly is: 'request' | 'due' }>;

/** An attempt to deliver. */
export type StoryAttempt = Extract<StoryEntry, { readonly is: 'attempt' }> & {
  /** LianLian's own, when something had happened. */
  readonly isFirst: boolean;
};

/** A step of an order, or an attempt to deliver. */
type StoryPart = Extract<StoryEntry, { readonly is: 'step' }> | StoryAttempt;

/** An order's steps and attempts in the order of time. Attempts that were made by one call are one: the last of them. */
export function storyPartsOf(order: OrderDetailView): readonly StoryPart[] {
  const parts: StoryPart[] = [];
  let together: StoryAttempt[] = [];
  for (const entry of timelineOf({ ...order, requests: [] })) {
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
