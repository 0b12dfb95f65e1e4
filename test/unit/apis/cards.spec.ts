import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';

import { BoundCard } from '../../../lib/apis/card/bound-card.js';
import { CardListResponse } from '../../../lib/apis/card/card-list.response.js';
import {
  CARD_BIN,
  CARD_BIND_APPLY,
  CARD_BIND_VERIFY,
  CARD_LIST,
  CARD_UNBIND,
} from '../../../lib/apis/card/card.definitions.js';
import { CardService } from '../../../lib/apis/card/card.service.js';
import { isQuery } from '../../../lib/common/api-uses.js';
import { LianlianApiError } from '../../../lib/errors/lianlian-api.error.js';
import type { ReturnCodeCategory } from '../../../lib/errors/return-code-category.js';
import type { LianlianClient } from '../../../lib/wire/lianlian-client.js';

interface Page {
  readonly cards: readonly string[];
  readonly count?: string;
}

/** A client that reads from pages, by offset, and remembers the offsets that it was asked for. */
function service(pageAt: (offset: number) => Page | Error): { cards: CardService; asked: unknown[] } {
  const asked: unknown[] = [];
  const client = {
    call: async (_api: unknown, request: { offset: string }) => {
      asked.push(request.offset);
      if (asked.length > 50) throw new Error('asked on and on');
      const page = pageAt(Number(request.offset));
      if (page instanceof Error) throw page;
      const agreement_list = page.cards.map((no_agree) => ({ no_agree, card_no: '1234' }));
      const response = Object.assign(new CardListResponse(), { agreement_list, count: page.count });
      CARD_LIST.complete?.(response, {});
      return response;
    },
  };
  return { cards: new CardService(client as unknown as LianlianClient), asked };
}

async function tokensOf(cards: CardService): Promise<readonly string[]> {
  const tokens: string[] = [];
  for await (const { no_agree } of cards.listAll({ user_id: 'u-1', pay_type: 'M' })) tokens.push(no_agree);
  return tokens;
}

function refusal(category: ReturnCodeCategory): LianlianApiError {
  const details = { subject: 's', ret_code: '8901', ret_msg: '没有记录', description: undefined };
  return new LianlianApiError({ ...details, category, advice: 'fix-request', outcome: 'failed' });
}

const ALL = ['a', 'b', 'c', 'd', 'e'];

describe('all cards of a user', () => {
  it('come page by page, until there are as many as LianLian counts', async () => {
    const { cards, asked } = service((offset) => ({ cards: ALL.slice(offset, offset + 2), count: '5' }));
    expect(await tokensOf(cards)).toEqual(ALL);
    expect(asked).toEqual(['0', '2', '4']);
  });

  it('are asked for only as they are read', async () => {
    const { cards, asked } = service((offset) => ({ cards: ALL.slice(offset, offset + 2), count: '5' }));
    expect(asked).toEqual([]);
    for await (const card of cards.listAll({ user_id: 'u-1' })) if (card.no_agree === 'b') break;
    expect(asked).toEqual(['0']);
  });

  it.each([
    ['the offset is not heeded', () => ({ cards: ALL, count: '99' }), ALL],
    [
      'the count is too high',
      (offset: number) => ({ cards: ALL.slice(offset, offset + 2), count: '99' }),
      ALL,
    ],
    ['the count is missing', (offset: number) => ({ cards: ALL.slice(offset, offset + 2) }), ALL],
    ['a page is empty', () => ({ cards: [], count: '5' }), []],
    ['there are none', () => ({ cards: [], count: '0' }), []],
    ['a page repeats a card', () => ({ cards: ['a', 'a'], count: '2' }), ['a']],
  ])('end where %s', async (_what, pageAt, tokens) => {
    expect(await tokensOf(service(pageAt).cards)).toEqual(tokens);
  });

  it('are none where LianLian has no record', async () => {
    expect(await tokensOf(service(() => refusal('not_found')).cards)).toEqual([]);
    await expect(
      service(() => refusal('not_found')).cards.list({ user_id: 'u-1', offset: '0' }),
    ).rejects.toThrow();
  });

  it.each(['pending', 'unavailable', 'merchant'] as const)(
    'fail where a page fails as %s',
    async (category) => {
      const { cards } = service((offset) =>
        offset === 0 ? { cards: ['a'], count: '2' } : refusal(category),
      );
      await expect(tokensOf(cards)).rejects.toBeInstanceOf(LianlianApiError);
    },
  );
});

describe('the list of a response', () => {
  function listOf(fields: object): CardListResponse {
    const response = Object.assign(new CardListResponse(), fields);
    CARD_LIST.complete?.(response, {});
    return response;
  }

  const entry = { no_agree: 't-1', card_no: 1234, bind_mobile: 13958069593, bank_name: '工商银行' };

  it.each(['agreement_list', 'aggrement_list'])('is read from %s, digits as text', (name) => {
    const response = listOf({ [name]: [entry] });
    expect(response.agreement_list).toEqual([{ ...entry, card_no: '1234', bind_mobile: '13958069593' }]);
    expect(response.agreement_list[0]).toBeInstanceOf(BoundCard);
    expect(Object.keys(response)).not.toContain('aggrement_list');
  });

  it('may be JSON text', () => {
    expect(listOf({ agreement_list: JSON.stringify([entry]) }).agreement_list).toHaveLength(1);
  });

  it.each([undefined, null, '', 'text', '{}', 5, [null, 'text']])('is empty for %j', (list) => {
    expect(listOf({ agreement_list: list }).agreement_list).toEqual([]);
  });

  it('never shows its secrets when it is printed', () => {
    const response = listOf({ aggrement_list: [{ ...entry, no_agree: 'secret-token' }] });
    const printed =
      inspect(response) + inspect(response.agreement_list) + inspect(response.agreement_list[0]);
    for (const secret of ['secret-token', '1234', '13958069593']) expect(printed).not.toContain(secret);
    expect(JSON.stringify(response)).toContain('secret-token');
  });
});

it('only what asks may be sent again', () => {
  const repeatable = [CARD_BIND_APPLY, CARD_BIND_VERIFY, CARD_UNBIND, CARD_LIST, CARD_BIN].filter(({ id }) =>
    isQuery(id),
  );
  expect(repeatable.map(({ id }) => id)).toEqual(['card.list', 'card.bin']);
});
