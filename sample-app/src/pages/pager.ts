import type { Text } from '../language/text.js';
import { type Html, html } from './html.js';

/** Which page of a list it is. */
export interface PageOfList {
  /** Counted from 1. */
  readonly page: number;
  readonly perPage: number;
  /** On all pages. */
  readonly total: number;
  /** How many there are, in words. */
  readonly count: Text;
  /** Where another page is. */
  readonly href: (page: number) => string;
}

/** The last page of a list, which has one even where it is empty. */
export function lastPage(total: number, perPage: number): number {
  return Math.max(1, Math.ceil(total / perPage));
}

/** How much a list of the newest has, and the ways to its other pages. */
export function pager({ page, perPage, total, count, href }: PageOfList): Html {
  const last = lastPage(total, perPage);
  const link = (to: number, words: Text, name: string): Html | undefined =>
    to < 1 || to > last
      ? undefined
      : html`<a class="button" href="${href(to)}" data-testid="${name}">${words}</a>`;
  const where: Text = {
    zh: `${count.zh}，第 ${String(page)} / ${String(last)} 页`,
    en: `${count.en}, page ${String(page)} of ${String(last)}`,
  };
  return html`<nav class="pages" aria-label="${{ zh: '分页', en: 'Pages' }}">
    <span class="muted" data-testid="count">${where}</span>
    ${link(page - 1, { zh: '上一页', en: 'Newer' }, 'newer')}
    ${link(page + 1, { zh: '下一页', en: 'Older' }, 'older')}
  </nav>`;
}
