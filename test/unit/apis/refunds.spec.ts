import { describe, expect, it } from 'vitest';

import { REFUND_APPLY, REFUND_QUERY } from '../../../lib/apis/refund/refund.definitions.js';
import { RefundApplyResponse, RefundQueryResponse } from '../../../lib/apis/refund/refund.response.js';
import { RefundService } from '../../../lib/apis/refund/refund.service.js';
import type { Refundable } from '../../../lib/apis/refund/refundable.js';
import { isQuery } from '../../../lib/common/api-uses.js';
import { LianlianValidationError } from '../../../lib/errors/lianlian-validation.error.js';
import type { LianlianClient } from '../../../lib/wire/lianlian-client.js';

const no_refund = 'r-1';
const STATES = [
  ['0', 'initialized'],
  ['1', 'processing'],
  ['2', 'succeeded'],
  ['3', 'failed'],
  ['9', 'processing'],
  ['', 'processing'],
  [undefined, 'processing'],
] as const;

describe('sta_refund', () => {
  it.each(STATES)('%j of the response to apply means %s', (sta_refund, state) => {
    const response = Object.assign(new RefundApplyResponse(), { no_refund, sta_refund, state: 'failed' });
    REFUND_APPLY.complete?.(response, { no_refund });
    expect(response.state).toBe(state);
  });

  it.each(STATES)('%j of the response to a query means %s', (sta_refund, state) => {
    const response = Object.assign(new RefundQueryResponse(), { no_refund, sta_refund });
    REFUND_QUERY.complete?.(response, { no_refund });
    expect(response.state).toBe(state);
  });

  it.each(['2', '3'])('%s of a response that names no refund says nothing of this one', (sta_refund) => {
    const oid_refundno = '2013051613121201';
    const stateOf = (names: object, asked: Record<string, string>): string => {
      const response = Object.assign(new RefundQueryResponse(), { sta_refund, ...names });
      REFUND_QUERY.complete?.(response, asked);
      return response.state;
    };
    const unnamed = [{}, { no_refund: ' ' }, { oid_partner: '201304121000001004' }, { oid_refundno }];
    for (const names of unnamed)
      expect(stateOf(names, { no_refund }), JSON.stringify(names)).toBe('processing');
    expect(stateOf({ no_refund }, { oid_refundno })).toBe('processing');
    expect(stateOf({ oid_refundno }, { oid_refundno, no_refund })).toMatch(/succeeded|failed/);
    const applied = Object.assign(new RefundApplyResponse(), { sta_refund, oid_refundno });
    REFUND_APPLY.complete?.(applied, { no_refund });
    expect(applied.state).toBe('processing');
  });
});

it('only the query may be sent again', () => {
  expect([isQuery(REFUND_APPLY.id), isQuery(REFUND_QUERY.id)]).toEqual([false, true]);
});

describe('the amount of a refund', () => {
  const calls: unknown[] = [];
  const client = { call: async (_api: unknown, request: unknown) => calls.push(request) };
  const refunds = new RefundService(client as unknown as LianlianClient);
  const request = { no_refund: 'r-1', dt_refund: '20170801225714', no_order: 'o-1' };

  async function problems(money_refund: string, known: Refundable): Promise<readonly string[]> {
    try {
      await refunds.apply({ ...request, money_refund }, known);
      return [];
    } catch (error) {
      if (!(error instanceof LianlianValidationError)) throw error;
      expect(error.outcome).toBe('not-sent');
      return error.violations.map(({ property, message }) => `${property}: ${message}`);
    }
  }

  it.each<[string, Refundable]>([
    ['49.95', { paid: '49.95' }],
    ['39.95', { paid: '49.95', refunded: '10.00' }],
    ['0.3', { paid: '0.30', refunded: '0' }],
    ['0.20', { paid: '0.3', refunded: '0.1' }],
    ['100.00', {}],
    ['100.00', { paid: undefined }],
    ['not an amount', { paid: '1.00' }],
  ])('%s passes with %j', async (money_refund, known) => {
    expect(await problems(money_refund, known)).toEqual([]);
  });

  it.each<[string, Refundable, string]>([
    ['49.96', { paid: '49.95' }, '49.95'],
    ['39.96', { paid: '49.95', refunded: '10.00' }, '39.95'],
    ['0.01', { paid: '10.00', refunded: '10.0' }, '0.00'],
    ['0.01', { paid: '10.00', refunded: '10.01' }, '0.00'],
  ])('%s exceeds %j', async (money_refund, known, left) => {
    const sent = calls.length;
    expect(await problems(money_refund, known)).toEqual([
      `money_refund: money_refund must not be more than what is left of the payment, ${left} yuan (paid less refunded)`,
    ]);
    expect(calls).toHaveLength(sent);
  });

  it.each<[string, unknown, string]>([
    ['null for paid', { paid: null }, 'paid amount'],
    ['an empty paid', { paid: '' }, 'paid amount'],
    ['a blank paid', { paid: ' ' }, 'paid amount'],
    ['NaN for paid', { paid: NaN }, 'paid amount'],
    ['a number for paid', { paid: 49.95 }, 'paid amount'],
    ['an object for paid', { paid: { yuan: '49.95' } }, 'paid amount'],
    ['a list for paid', { paid: ['49.95'] }, 'paid amount'],
    ['a negative paid', { paid: '-49.95' }, 'paid amount'],
    ['fractions of a fen', { paid: '49.951' }, 'paid amount'],
    ['null for refunded', { paid: '49.95', refunded: null }, 'refunded amount'],
    ['an empty refunded', { paid: '49.95', refunded: '' }, 'refunded amount'],
    ['null for paid on a prototype', Object.create({ paid: null }), 'paid amount'],
    ['null for crossBorder', { crossBorder: null }, 'crossBorder optionValue'],
    ['text for crossBorder', { crossBorder: 'false' }, 'crossBorder optionValue'],
    ['a misspelt paid', { payed: '49.95' }, 'payed unknownOption'],
    ['a misspelt refunded', { paid: '49.95', refunds: '10.00' }, 'refunds unknownOption'],
    ['a misspelt crossBorder', { cross_border: true }, 'cross_border unknownOption'],
    ['the misspelt name with undefined', { payed: undefined }, 'payed unknownOption'],
    ['null', null, 'options options'],
    ['an amount instead of options', '49.95', 'options options'],
    ['a list', ['49.95'], 'options options'],
    ['a function', () => ({ paid: '49.95' }), 'options options'],
    ['a Map', new Map([['paid', '49.95']]), 'options options'],
  ])('is not left unguarded by %s', async (_what, options, broken) => {
    const sent = calls.length;
    const error: unknown = await refunds
      .apply({ ...request, money_refund: '1.00' }, options as Refundable)
      .catch((reason: unknown) => reason);
    if (!(error instanceof LianlianValidationError)) throw new Error('nothing was refused');
    expect(error.violations.map(({ property, rule }) => `${property} ${rule}`)).toEqual([broken]);
    expect(error.message).toContain('Refund Apply API, order o-1 was not sent');
    expect(error.outcome).toBe('not-sent');
    expect(calls).toHaveLength(sent);
  });

  it('names the option that was probably meant', async () => {
    expect(await problems('1.00', { payed: '49.95' } as Refundable)).toEqual([
      'payed: payed is not an option: did you mean paid?',
    ]);
    expect(await problems('1.00', { amount: '49.95' } as Refundable)).toEqual([
      'amount: amount is not an option; those here are paid, refunded, crossBorder, timeoutMs, signal',
    ]);
  });

  it('is guarded by a getter of a class, too', async () => {
    class Order {
      readonly #amount: string;

      constructor(amount: string) {
        this.#amount = amount;
      }

      get paid(): string {
        return this.#amount;
      }
    }
    expect(await problems('1.00', new Order('0.99'))).toEqual([
      'money_refund: money_refund must not be more than what is left of the payment, 0.99 yuan (paid less refunded)',
    ]);
  });

  it('needs amounts that can be read', async () => {
    const [paid, refunded] = await problems('1.00', { paid: 49.95 as never, refunded: '-1.00' });
    expect(paid).toContain('paid must be decimal text');
    expect(paid).toContain('fenToYuan');
    expect(refunded).toContain('refunded must be decimal text');
    expect(await problems('1.00', { refunded: '1.00' })).toEqual(['paid: paid is required beside refunded']);
  });
});
