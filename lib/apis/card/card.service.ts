import { Injectable } from '@nestjs/common';

import type { RequestInput } from '../../common/fields/lianlian-message.js';
import type { LianlianCallOptions } from '../../wire/call-options.js';
import { LianlianClient } from '../../wire/lianlian-client.js';
import { allCards, saysNoCards } from './all-cards.js';
import type { BoundCard } from './bound-card.js';
import type { CardBinRequest } from './card-bin.request.js';
import type { CardBinResponse } from './card-bin.response.js';
import type { CardBindApplyRequest } from './card-bind-apply.request.js';
import type { CardBindApplyResponse } from './card-bind-apply.response.js';
import type { CardBindVerifyRequest } from './card-bind-verify.request.js';
import type { CardBindVerifyResponse } from './card-bind-verify.response.js';
import type { CardListRequest } from './card-list.request.js';
import type { CardListResponse } from './card-list.response.js';
import type { CardUnbindRequest } from './card-unbind.request.js';
import type { CardUnbindResponse } from './card-unbind.response.js';
import { CARD_BIN, CARD_BIND_APPLY, CARD_BIND_VERIFY, CARD_LIST, CARD_UNBIND } from './card.definitions.js';

/** Cards that are bound to a user, so that a token pays in their stead; and what a card number tells. */
@Injectable()
export class CardService {
  constructor(private readonly client: LianlianClient) {}

  /**
   * Binds a card, first step: sends the payer an SMS code.
   *
   * @throws LianlianValidationError if the request breaks a rule; nothing was sent
   * @throws LianlianApiError if LianLian or the bank refuses, `9913` when the card is bound already
   * @throws LianlianTransportError if no readable response came
   * @throws LianlianSignatureError if the response is not LianLian's, or not about this user
   * @see LianLian's "Card Bind Apply API"
   * @example
   * const { state, token } = await cards.bindApply({
   *   user_id: 'u-1', pay_type: 'M', card_no, acct_name, bind_mob, id_type: '0', id_no,
   *   risk_item: { frms_ware_category: '1009' },
   * });
   * if (state === 'sms-sent') await payers.keepToken('u-1', token);
   */
  bindApply(
    request: RequestInput<CardBindApplyRequest>,
    options?: LianlianCallOptions,
  ): Promise<CardBindApplyResponse> {
    return this.client.call(CARD_BIND_APPLY, request, options);
  }

  /**
   * Binds a card, second step: the SMS code that the payer typed.
   *
   * @throws LianlianValidationError if the request breaks a rule; nothing was sent
   * @throws LianlianApiError if LianLian or the bank refuses, a wrong code included
   * @throws LianlianTransportError if no readable response came: list the cards before anything else
   * @throws LianlianSignatureError if the response is not LianLian's, or not about this user
   * @see LianLian's "Card Bind Verify API"
   * @example
   * const { no_agree } = await cards.bindVerify({ user_id: 'u-1', token, verify_code: '123456' });
   */
  bindVerify(
    request: RequestInput<CardBindVerifyRequest>,
    options?: LianlianCallOptions,
  ): Promise<CardBindVerifyResponse> {
    return this.client.call(CARD_BIND_VERIFY, request, options);
  }

  /**
   * Unbinds a card.
   *
   * @throws LianlianValidationError if the request breaks a rule; nothing was sent
   * @throws LianlianApiError if LianLian refuses
   * @throws LianlianTransportError if no readable response came: list the cards before anything else
   * @throws LianlianSignatureError if the response is not LianLian's
   * @see LianLian's "Card Unbind API"
   * @example
   * await cards.unbind({ user_id: 'u-1', pay_type: 'M', no_agree: card.no_agree });
   */
  unbind(
    request: RequestInput<CardUnbindRequest>,
    options?: LianlianCallOptions,
  ): Promise<CardUnbindResponse> {
    return this.client.call(CARD_UNBIND, request, options);
  }

  /**
   * One page of a user's bound cards. Safe to repeat. LianLian does not sign the cards: show them, and decide nothing by
   * them.
   *
   * @throws LianlianValidationError if the request breaks a rule; nothing was sent
   * @throws LianlianApiError if LianLian refuses, in the category `not_found` when the user has no card
   * @throws LianlianTransportError if no readable response came
   * @throws LianlianSignatureError if the response is not LianLian's, or not about this user
   * @see LianLian's "Card Bind Query API"
   * @example
   * const { agreement_list, count } = await cards.list({ user_id: 'u-1', pay_type: 'M', offset: 0 });
   */
  list(request: RequestInput<CardListRequest>, options?: LianlianCallOptions): Promise<CardListResponse> {
    return this.client.call(CARD_LIST, request, options);
  }

  /**
   * Every bound card of a user, page by page as they are read. None where LianLian knows no card or no such
   * user. LianLian does not sign the cards: show them, and decide nothing by them.
   *
   * @throws LianlianError as `list` does, from the loop
   * @see LianLian's "Card Bind Query API"
   * @example
   * for await (const card of cards.listAll({ user_id: 'u-1', pay_type: 'M' })) saved.push(card);
   */
  listAll(
    request: Omit<RequestInput<CardListRequest>, 'offset'>,
    options?: LianlianCallOptions,
  ): AsyncGenerator<BoundCard, void, undefined> {
    return allCards(async (offset) => {
      try {
        return await this.list({ ...request, offset }, options);
      } catch (error) {
        if (saysNoCards(error)) return undefined;
        throw error;
      }
    });
  }

  /**
   * Which bank issued a card, and whether it is a debit or a credit card. Safe to repeat.
   *
   * @throws LianlianValidationError if the request breaks a rule; nothing was sent
   * @throws LianlianApiError if LianLian refuses, `5001` when it does not know the card
   * @throws LianlianTransportError if no readable response came
   * @throws LianlianSignatureError if the response is not LianLian's
   * @see LianLian's "Card Bin Query API"
   * @example
   * const { bank_name, card_type } = await cards.bin({ card_no });
   */
  bin(request: RequestInput<CardBinRequest>, options?: LianlianCallOptions): Promise<CardBinResponse> {
    return this.client.call(CARD_BIN, request, options);
  }
}
