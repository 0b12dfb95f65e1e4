import { BadGatewayException, Injectable, Logger } from '@nestjs/common';
import { LianlianError } from 'nestjs-lianlian';

import { inWords, type Text } from '../language/text.js';
import { type SavedCard, SavedCardsService } from './saved-cards.service.js';

/** Nothing but the list is on the page. */
const WAIT_MS = 10_000;

const TITLE: Text = { zh: '暂时无法查询银行卡', en: 'Your cards cannot be looked up' };
const NOT_LISTED: Text = {
  zh: '暂时无法从连连获取您的银行卡，请稍后再试。',
  en: 'LianLian does not tell us your cards at the moment. Please try again later.',
};
const NOT_FOUND_TO_PAY: Text = {
  zh: '暂时无法从连连获取这张卡，没有扣款。请稍后再试，或换一种支付方式。',
  en: 'LianLian does not tell us this card at the moment. Nothing was paid. Try again later, or use another method.',
};
const PERHAPS_REMOVED: Text = {
  zh: '不确定这张卡是否已移除，请重新查看您的银行卡。',
  en: 'We do not know whether the card was removed. Please look at your cards again.',
};
const NOT_REMOVED: Text = {
  zh: '这张卡没有移除，请稍后再试。',
  en: 'The card was not removed. Please try again later.',
};

/** A customer’s own cards on their pages. Where LianLian does not answer, nothing is being paid: the words are of the cards. */
@Injectable()
export class OwnCardsService {
  private readonly logger = new Logger('OwnCards');

  constructor(private readonly cards: SavedCardsService) {}

  /** @throws BadGatewayException where LianLian cannot be asked */
  list(customer: string): Promise<readonly SavedCard[]> {
    return this.told(this.cards.of(customer, { timeoutMs: WAIT_MS }), () => NOT_LISTED);
  }

  /** The card that is about to pay. @throws BadGatewayException as `list` does */
  toPay(customer: string, id: string): Promise<SavedCard> {
    return this.told(this.cards.get(customer, id), () => NOT_FOUND_TO_PAY);
  }

  /** @throws BadGatewayException where it is not known to be removed */
  remove(customer: string, id: string): Promise<void> {
    return this.told(this.cards.unbind(customer, id), ({ outcome }) =>
      outcome === 'failed' || outcome === 'not-sent' ? NOT_REMOVED : PERHAPS_REMOVED,
    );
  }

  private async told<T>(call: Promise<T>, words: (error: LianlianError) => Text): Promise<T> {
    try {
      return await call;
    } catch (error) {
      if (!(error instanceof LianlianError)) throw error;
      this.logger.warn(error.message);
      throw new BadGatewayException(inWords(words(error), TITLE), { cause: error });
    }
  }
}
