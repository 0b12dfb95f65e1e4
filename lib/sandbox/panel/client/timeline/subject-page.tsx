import type { ComponentChildren, JSX } from 'preact';

import type { NotificationView, RequestListView } from '../../../contract.js';
import { Copy, type Copyable } from '../parts/copy.js';
import type { Notified } from '../copied/control-curl.js';
import { useLoaded } from '../loaded.js';
import { NotFound } from '../parts/not-found.js';
import { Back } from '../parts/parts.js';
import { linkTo } from '../route.js';
import { Timeline, type ToldStep } from './timeline.js';
import type { Happened } from './timeline-entries.js';

/** How many of the requests that named it are shown. */
export const MAX_REQUESTS = 200;

/** An order or a payout. */
interface Subject<Step> {
  readonly no_order: string;
  readonly history: readonly Step[];
  readonly notifications: readonly NotificationView[];
}

interface SubjectPageProps<Step extends Happened, Of extends Subject<Step>> {
  readonly id: string;
  readonly load: () => Promise<{ readonly subject: Of; readonly asked: RequestListView }>;
  /** The list that it stands in. */
  readonly place: 'orders' | 'payouts';
  readonly allOfThem: string;
  /** Where there is none of this number. */
  readonly missing: { readonly title: string; readonly text: string };
  /** What it is called, before its number. */
  readonly kind: string;
  readonly numberId: string;
  readonly badge: (subject: Of) => ComponentChildren;
  /** What can be done with it. */
  readonly actions: (subject: Of) => ComponentChildren;
  /** What it is. */
  readonly summary: (subject: Of) => ComponentChildren;
  readonly copies: (subject: Of) => readonly Copyable[];
  /** What its notifications are about. */
  readonly notified: (subject: Of) => Notified;
  /** A step of it in words. */
  readonly tell: (step: Step, subject: Of) => ToldStep;
}

/**
 * The page of an order or a payout: everything that happened to it in one timeline, beside it what can be done, and what
 * it is.
 */
export function SubjectPage<Step extends Happened, Of extends Subject<Step>>({
  id,
  load,
  place,
  allOfThem,
  missing,
  kind,
  numberId,
  badge,
  actions,
  summary,
  copies,
  notified,
  tell,
}: SubjectPageProps<Step, Of>): JSX.Element {
  const { view, error } = useLoaded(load, id);
  const back = <Back href={linkTo(place)}>{allOfThem}</Back>;
  if (view === undefined || error !== undefined)
    return (
      <>
        {back}
        {error !== undefined && <NotFound error={error} {...missing} />}
      </>
    );
  const { subject, asked } = view;
  return (
    <>
      {back}
      <div class="headline">
        <h1>
          {kind}
          <span class="mono" data-testid={numberId}>
            {subject.no_order}
          </span>
        </h1>
        {badge(subject)}
        <Copy of={copies(subject)} />
      </div>
      <div class="subject">
        <div class="beside">
          <div class="actions stack">{actions(subject)}</div>
          <div class="about stack">{summary(subject)}</div>
        </div>
        <div class="happened">
          <Timeline
            requests={asked.requests}
            more={asked.found - asked.requests.length}
            history={subject.history}
            notifications={subject.notifications}
            notified={notified(subject)}
            tell={(step) => tell(step, subject)}
          />
        </div>
      </div>
    </>
  );
}
