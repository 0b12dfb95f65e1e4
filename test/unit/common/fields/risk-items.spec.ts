import { runInNewContext } from 'node:vm';

import { describe, expect, it } from 'vitest';

import { RiskItems } from '../../../../lib/common/fields/risk-items.js';
import { classWith, messagesFor, wireText } from './field-check.js';

const target = classWith(RiskItems());

describe('risk_item', () => {
  it('is sent as it stands when it is text', () => {
    const text = '{ "goods_name":"羽毛球",  "request_imei": 211 }';
    expect(messagesFor(target, text)).toEqual([]);
    expect(wireText(target, text)).toBe(text);
  });

  it('is serialized from an object, values and further keys as they are', () => {
    const items = { goods_name: '羽毛球', request_imei: 211, nested: { a: [1] }, absent: undefined };
    expect(messagesFor(target, items)).toEqual([]);
    expect(wireText(target, items)).toBe('{"goods_name":"羽毛球","request_imei":211,"nested":{"a":[1]}}');
  });

  it('writes dates in China time, days as yyyyMMdd, within lists too', () => {
    const moment = new Date('2017-08-01T17:30:00Z');
    const items = {
      user_info_dt_register: moment,
      airline_list: [{ dt_flight: moment, dt_arrive: moment }],
      of_ours: moment,
    };
    expect(messagesFor(target, items)).toEqual([]);
    expect(JSON.parse(wireText(target, items) ?? '')).toEqual({
      user_info_dt_register: '20170802013000',
      airline_list: [{ dt_flight: '20170802', dt_arrive: '20170802013000' }],
      of_ours: '20170802013000',
    });
  });

  it.each([
    [{ frms_client_chnl: '11' }, 'value.frms_client_chnl must be one of'],
    [{ user_info_identify_state: true }, 'value.user_info_identify_state must be one of'],
    [{ user_info_dt_register: '2013-10-30' }, 'value.user_info_dt_register must be a Date'],
    [{ dt_play: new Date(NaN) }, 'value.dt_play must be a valid Date'],
    [{ frms_imei: 'x'.repeat(41) }, 'value.frms_imei must have at most 40 characters'],
    [{ airline_list: [{}, { dt_flight: '20130230' }] }, 'value.airline_list[1].dt_flight must be a Date'],
    [{ goods_name: 'a\0' }, 'value.goods_name must not hold NUL'],
  ])('%j is refused by the key', (items, start) => {
    const found = messagesFor(target, items);
    expect(found).toHaveLength(1);
    expect(found[0]?.startsWith(start)).toBe(true);
  });

  const cyclic: Record<string, unknown> = {};
  cyclic['self'] = cyclic;
  const tickets: unknown[] = [];
  tickets.push({ airline_list: tickets });
  const deep = Array.from({ length: 40 }).reduce<object>((inner) => ({ a: inner }), {});
  class Payer {
    readonly name = 'a';
    get phone(): string {
      return this.name;
    }
  }
  const decimal = { toJSON: () => '1.50' };
  const hole: unknown[] = [];
  hole.length = 1;
  const lost = 'JSON would lose or change anything else';

  it.each([
    ['NaN', NaN],
    ['Infinity', -Infinity],
    ['a function', () => 'a'],
    ['a symbol', Symbol('a')],
    ['a bigint', 1n],
    ['a Map', new Map([['a', 1]])],
    ['a Set', new Set(['a'])],
    ['a Buffer', Buffer.from('a')],
    ['a typed array', new Uint8Array(2)],
    ['a RegExp', /a/],
    ['a promise', Promise.resolve('a')],
    ['text in an object of its own', new String('a')],
    ['an instance of a class', new Payer()],
    ['an object that writes itself', decimal],
    ['an Error', new Error('a')],
    ['a URL', new URL('https://shop.example')],
  ])('%s is refused by its key, however deep it lies', (_what, value) => {
    for (const [items, path] of [
      [{ goods_name: 'a', of_ours: value }, 'value.of_ours'],
      [{ frms_mac_addr: value }, 'value.frms_mac_addr'],
      [{ airline_list: [{ dt_flight: '20130228' }, { of_ours: value }] }, 'value.airline_list[1].of_ours'],
      [{ a: { b: [[value]] } }, 'value.a.b[0][0]'],
    ] as const) {
      const found = messagesFor(target, items);
      expect(found).toHaveLength(1);
      expect(found[0]).toMatch(new RegExp(`^${path.replace(/[[\].]/g, '\\$&')}(\\.toJSON)? must be text, a`));
      expect(found[0]).toContain(lost);
    }
  });

  it.each([
    [{ user_info_id_no: 330123199001011234 }, 'value.user_info_id_no must be text: a number with that many'],
    [{ of_ours: [1e21] }, 'value.of_ours[0] must be text: a number with that many digits'],
    [{ of_ours: ['a', undefined] }, 'value.of_ours[1] must be text, a finite number'],
    [{ of_ours: hole }, 'value.of_ours[0] must be text, a finite number'],
    [{ a: { b: new Date(NaN) } }, 'value.a.b must be a valid Date'],
    [{ a: { b: ['\ud800'] } }, 'value.a.b[0] must not hold NUL'],
    [cyclic, 'value.self must not hold itself'],
    [{ airline_list: tickets }, 'value.airline_list[0].airline_list must not hold itself'],
    [deep, `value${'.a'.repeat(32)} must not hold itself, nor be nested more than 32 levels deep`],
  ])('what JSON would write otherwise is refused by its key: case %#', (items, start) => {
    const found = messagesFor(target, items);
    expect(found).toHaveLength(1);
    expect(found[0]?.slice(0, start.length)).toBe(start);
  });

  it('takes what JSON writes as it is: null, fractions, truth, an object without a prototype, one from elsewhere', () => {
    const bare = Object.assign(Object.create(null) as object, { a: null });
    const foreign: unknown = runInNewContext('({ b: [true, 1.5] })');
    const items = { bare, foreign, twice: [bare, bare], goods_count: -0.5, user_info_mail: null };
    expect(messagesFor(target, items)).toEqual([]);
    expect(wireText(target, items)).toBe(
      '{"bare":{"a":null},"foreign":{"b":[true,1.5]},"twice":[{"a":null},{"a":null}],"goods_count":-0.5,"user_info_mail":null}',
    );
  });

  it('is sent as it stands when it is text, with digits that a number would lose', () => {
    const text = '{"user_info_id_no":330123199001011234}';
    expect(messagesFor(target, text)).toEqual([]);
    expect(wireText(target, text)).toBe(text);
  });

  it.each([
    ['a list', [{}]],
    ['text that is no JSON', 'goods_name=a'],
    ['JSON of a list', '[]'],
    ['a number', 5],
    ['a Map', new Map([['goods_name', 'a']])],
    ['a Date', new Date()],
    ['an instance of a class', new Payer()],
  ])('%s is refused', (_what, value) => {
    expect(messagesFor(target, value)).toEqual(['value must be a plain object, or JSON text of an object']);
  });

  it('takes known keys blank or as numbers, and keys that objects inherit', () => {
    const items = {
      frms_client_chnl: 13,
      frms_imei: '',
      logistics_mode: null,
      user_info_dt_register: 20131030122130,
    };
    expect(messagesFor(target, items)).toEqual([]);
    expect(messagesFor(target, { constructor: 'a', toString: 'b' })).toEqual([]);
  });
});
