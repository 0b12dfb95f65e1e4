import { weightedValues } from '../common/language/weighted-header.js';

/** The forms of a notice, the one that is sent to a client that does not care first. */
const MEDIA_TYPES = {
  json: 'application/json',
  problem: 'application/problem+json',
  html: 'text/html',
} as const;

export type NoticeForm = keyof typeof MEDIA_TYPES;

const FORMS = Object.keys(MEDIA_TYPES) as NoticeForm[];

/** A range of media types of the client's, as far as it is about a form. */
interface Match {
  readonly form: NoticeForm;
  readonly weight: number;
  /** How exactly the range names the form: 0 is every type. */
  readonly exactness: number;
  /** Its place in the header. */
  readonly at: number;
}

/**
 * Which form an `Accept` header asks for: the heaviest; of two as heavy, the one that is named more exactly. A client that
 * names problem details beside JSON wants an error as such. JSON where there is no header, and where it allows no form.
 */
export function wantedForm(accept: string | undefined): NoticeForm {
  const ranges = weightedValues(accept);
  if (ranges.length === 0) return 'json';
  const [best] = FORMS.flatMap((form) => matchOf(form, ranges) ?? []).sort(
    (a, b) => b.weight - a.weight || b.exactness - a.exactness || byPlace(a, b),
  );
  return best?.form ?? 'json';
}

/** The header that a form is sent with. */
export function contentTypeOf(form: NoticeForm): string {
  return `${MEDIA_TYPES[form]}; charset=utf-8`;
}

/** The most exact range decides, so that `text/html;q=0` forbids what a range of every type allows. */
function matchOf(form: NoticeForm, ranges: ReturnType<typeof weightedValues>): Match | undefined {
  const type = MEDIA_TYPES[form];
  const [group = ''] = type.split('/');
  const names = ['*/*', `${group}/*`, type];
  const [most] = ranges
    .map(({ value, weight }, at) => ({ form, weight, at, exactness: names.indexOf(value) }))
    .filter(({ exactness }) => exactness >= 0)
    .sort((a, b) => b.exactness - a.exactness);
  return most === undefined || most.weight === 0 ? undefined : most;
}

/** Problem details before the others where they are named; else what stands first in the header. */
function byPlace(a: Match, b: Match): number {
  const named = Number(b.form === 'problem') - Number(a.form === 'problem');
  return a.at === b.at ? 0 : named || a.at - b.at;
}
