import { LianlianApiError } from '../../errors/lianlian-api.error.js';
import type { BoundCard } from './bound-card.js';
import type { CardListResponse } from './card-list.response.js';

/**
 * The cards of every page, each once.
 *
 * Ends when `count` cards were seen, and where a page brings nothing new, so that an `offset` that is not
 * heeded or a `count` that is too high never makes it ask on and on.
 */
export async function* allCards(
  pageFrom: (offset: string) => Promise<CardListResponse | undefined>,
): AsyncGenerator<BoundCard, void, undefined> {
  const seen = new Set<string>();
  for (let offset = 0; ;) {
    const page = await pageFrom(String(offset));
    if (page === undefined) return;
    const fresh = page.agreement_list.filter(({ no_agree }) => !seen.has(no_agree));
    for (const card of fresh) {
      if (seen.has(card.no_agree)) continue;
      seen.add(card.no_agree);
      yield card;
    }
    offset += page.agreement_list.length;
    if (fresh.length === 0 || offset >= Number(page.count)) return;
  }
}

/** LianLian says of a user without bound cards that there is no record. */
export function saysNoCards(error: unknown): boolean {
  return error instanceof LianlianApiError && error.category === 'not_found';
}
