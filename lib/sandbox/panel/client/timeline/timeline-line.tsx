import type { ComponentChildren, JSX } from 'preact';

/** The line of an entry in a timeline: what it is in a few words, and when it was. */
export function TimelineLine({
  time,
  children,
}: {
  readonly time: JSX.Element;
  readonly children: ComponentChildren;
}): JSX.Element {
  return (
    <div class="event-line">
      <div class="event-words">{children}</div>
      {time}
    </div>
  );
}
