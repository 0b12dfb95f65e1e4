import type { TestCardListView } from '../contract.js';
import { retMessage } from '../data/data.js';
import { TEST_CARD_HOLDER, TEST_RECEIVER, testCards } from '../data/test-cards.js';
import { bankName } from '../orders/banks.js';
import { cardOf } from '../orders/cards.js';
import type { ControlParts } from './parts.js';

/** The test cards. Their numbers are nobody's, so that they are shown whole. */
export function testCardList({ settings }: ControlParts): TestCardListView {
  return {
    cards: testCards.map((card) => {
      const { bank_code, card_type } = cardOf(card.card_no);
      const ret_msg = card.ret_code === undefined ? undefined : retMessage(card.ret_code);
      return { ...card, bank_code, bank_name: bankName(bank_code) ?? bank_code, card_type, ret_msg };
    }),
    holder: TEST_CARD_HOLDER,
    receiver: TEST_RECEIVER,
    smsCode: settings.smsCode,
  };
}
