import { chinaTime } from '../pages/china-time.js';
import { type Html, html } from '../pages/html.js';

/** A page that somebody opens again later says nothing of it. */
const SHOWN_MS = 10 * 60_000;

/** What the path of a page has after a query that told nothing new. */
export function askedNow(): string {
  return `?asked=${String(Date.now())}`;
}

/** When LianLian was asked without news, by a query parameter: anybody can type anything there. */
export function askedAt(value: unknown): Date | undefined {
  if (typeof value !== 'string' || !/^\d{13}$/.test(value)) return undefined;
  const age = Date.now() - Number(value);
  return age >= 0 && age < SHOWN_MS ? new Date(Number(value)) : undefined;
}

/** Says that a query told nothing new: without it, the page would look as if the button did nothing. */
export function askedNote(asked: Date | undefined): Html | undefined {
  if (asked === undefined) return undefined;
  return html`<p class="muted" role="status" data-testid="asked">
    ${{ zh: '已查询，暂无新结果：', en: 'Nothing new so far. LianLian was asked at' }} ${chinaTime(asked)}
  </p>`;
}
