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

  it('is serialised from an object, values and further keys as they are', () => {
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

  it.each([
    ['a list', [{}]],
    ['text that is no JSON', 'goods_name=a'],
    ['JSON of a list', '[]'],
    ['a number', 5],
    ['a Map', new Map([['goods_name', 'a']])],
    ['a Date', new Date()],
    ['a cycle', cyclic],
    ['a bigint', { goods_count: 1n }],
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
