import type { EasypayState, EasypayVerifyState } from 'nestjs-lianlian';

import type { Order } from '../orders/order.js';
import type { CardDto } from './card.dto.js';
import type { PayerClient } from './payer.js';

/** A card that LianLian keeps for the payer. */
export interface BoundCard {
  /** LianLian's token, which stands for the card's details. */
  readonly no_agree: string;
  /** As the bank has it, where it has to be said again: LianLian's list of cards shows a part of it. */
  readonly bind_mob?: string | undefined;
}

/** Where a payment stands after its first step. */
export interface AppliedCard {
  readonly state: EasypayState;
  /** For the second step. */
  readonly token?: string | undefined;
  /** Of the card, once it has paid. */
  readonly no_agree?: string | undefined;
}

/** Where it stands after the second step. */
export interface VerifiedCard {
  readonly state: EasypayVerifyState;
  readonly no_agree?: string | undefined;
}

/** The two calls of a card payment, which are other ones for an order in another currency. */
export interface CardCalls {
  /** Sends the payer an SMS code. Called again for the same order it sends another code. */
  apply(order: Order, card: CardDto | BoundCard, payer: PayerClient): Promise<AppliedCard>;
  verify(order: Order, token: string, verify_code: string): Promise<VerifiedCard>;
}

/** What a call says of the card: its details, or the token that stands for them. */
export function cardFields(card: CardDto | BoundCard) {
  if ('no_agree' in card) return { no_agree: card.no_agree, bind_mob: card.bind_mob };
  const { card_no, acct_name, id_no, bind_mob } = card;
  return { id_type: '0', card_no, acct_name, id_no, bind_mob } as const;
}
