import type { CardType, OrOther } from '../../common/enums.js';
import { Text } from '../../common/fields/text-fields.js';
import { LianlianMessage } from '../../common/fields/lianlian-message.js';
import { responseItems } from '../../common/messages/response-items.js';

/**
 * A card that is bound to a user. Printing it masks what is secret. LianLian does not sign it: for display.
 *
 * @see LianLian's "Card Bind Query API"
 */
export class BoundCard extends LianlianMessage {
  /** Token of the card, which pays. Secret. At most 16 characters. */
  @Text(16)
  no_agree!: string;

  /** The last 4 digits of the card's number, as text. */
  @Text(4)
  card_no!: string;

  /** LianLian's code of the bank. At most 8 characters. */
  @Text(8)
  bank_code!: string;

  /** Name of the bank, in Chinese. At most 32 characters. */
  @Text(32)
  bank_name!: string;

  /** `2` debit card, `3` credit card. */
  @Text(1)
  card_type!: OrOther<CardType>;

  /** The payer's phone number at the bank. At most 11 characters. A real response lacks it, as others may. */
  @Text(11)
  bind_mobile?: string | undefined;
}

/** The name of the list, as LianLian's documents spell it in one place and in another. */
export const LIST_NAMES: readonly string[] = ['agreement_list', 'aggrement_list'];

/** The cards of a response, whichever way its list is spelt. */
export function boundCardsOf(response: object): readonly BoundCard[] {
  return LIST_NAMES.flatMap((name) => responseItems(Reflect.get(response, name), BoundCard));
}
