import type { ComponentChildren, JSX } from 'preact';

import type { RequestView } from '../../contract.js';
import { useLoaded } from './loaded.js';
import { NotFound } from './not-found.js';
import { Back, Card } from './parts.js';
import { RequestTable } from './request-table.js';
import { linkTo } from './route.js';
import { t } from './words.js';

/** How many of the requests that named it are shown. */
export const MAX_REQUESTS = 200;

interface Loaded<Subject> {
  readonly subject: Subject;
  readonly requests: readonly RequestView[];
}

interface SubjectPageProps<Subject> {
  readonly id: string;
  readonly load: () => Promise<Loaded<Subject>>;
  /** The list that it stands in. */
  readonly place: 'orders' | 'payouts';
  readonly allOfThem: string;
  /** Where there is none of this number. */
  readonly missing: { readonly title: string; readonly text: string };
  /** What it is called, before its number. */
  readonly kind: string;
  readonly numberId: string;
  readonly badge: (subject: Subject) => ComponentChildren;
  /** What it is, and what happened to it. */
  readonly left: (subject: Subject) => ComponentChildren;
  /** What can be done with it. */
  readonly right: (subject: Subject) => ComponentChildren;
}

/** The page of an order or a payout: what can be done with it, and everything that happened to it. */
export function SubjectPage<Subject extends { readonly no_order: string }>({
  id,
  load,
  place,
  allOfThem,
  missing,
  kind,
  numberId,
  badge,
  left,
  right,
}: SubjectPageProps<Subject>): JSX.Element {
  const { view, error } = useLoaded(load, id);
  const back = <Back href={linkTo(place)}>{allOfThem}</Back>;
  if (view === undefined || error !== undefined)
    return (
      <>
        {back}
        {error !== undefined && <NotFound error={error} {...missing} />}
      </>
    );
  const { subject, requests } = view;
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
      </div>
      <div class="columns">
        <div class="stack">{left(subject)}</div>
        <div class="stack">{right(subject)}</div>
      </div>
      <Card id="requests" heading={t('商户的请求', 'The shop’s requests')}>
        <RequestTable requests={requests} />
      </Card>
    </>
  );
}
