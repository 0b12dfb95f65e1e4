import { ItemList } from '../../common/fields/item-list.js';
import { LianlianResponse } from '../../common/fields/lianlian-response.js';
import { Text } from '../../common/fields/text-fields.js';
import { BoundCard } from './bound-card.js';

/**
 * One page of a user's bound cards.
 *
 * LianLian signs whose cards they are (`user_id`) and how many, not the cards.
 *
 * @see LianLian's "Card Bind Query API"
 */
export class CardListResponse extends LianlianResponse {
  /** LianLian's documents list it; real responses hardly have it. */
  @Text(18, { optional: true })
  oid_paybill?: string | undefined;

  /** The payer by your own identification. */
  @Text(32)
  user_id!: string;

  /** How many cards the user has, on all pages together. */
  @Text(8)
  count!: string;

  /**
   * The cards of this page, none included; LianLian's `aggrement_list` is read into it too.
   *
   * Not signed: for the payer to choose from. What proves that a card is the payer's is signed: the `no_agree` of a
   * notification, of Easypay Verify or of Card Bind Verify; and LianLian compares a token with `user_id` when it pays or
   * is unbound.
   */
  @ItemList(BoundCard, { optional: true })
  agreement_list!: readonly BoundCard[];
}
