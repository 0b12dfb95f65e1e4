import { describe, expect, it } from 'vitest';

import { ambiguousField, nameOrdersOf, signatureSource } from '../../../lib/wire/signature.js';

describe('the text that is signed', () => {
  it('joins every field but sign as name=value, sorted by name', () => {
    expect(
      signatureSource({ no_order: '1', sign: 'xyz', dt_order: '2', sign_type: 'RSA', money_order: '0.01' }),
    ).toBe('dt_order=2&money_order=0.01&no_order=1&sign_type=RSA');
  });

  it('leaves out what is empty or only spaces', () => {
    expect(signatureSource({ a: '1', b: '', c: ' ', d: '\t\r\n', e: '　', f: '0' })).toBe('a=1&f=0');
  });

  it('neither escapes nor trims a value', () => {
    expect(signatureSource({ url: 'https://a.b/?c=d&e=%20', text: ' 羽毛球 + "1" ' })).toBe(
      'text= 羽毛球 + "1" &url=https://a.b/?c=d&e=%20',
    );
  });

  it('takes nested values and numbers as the text that they arrived as', () => {
    expect(signatureSource({ payLoad: '{ "b":1, "a" : [1.0] }', money_order: '1000.0' })).toBe(
      'money_order=1000.0&payLoad={ "b":1, "a" : [1.0] }',
    );
  });

  it('sorts capitals before the underscore by byte, and after it without regard to case', () => {
    const fields = { pay_type: 'I', payLoad: 'x', no_order: '1', Zone: 'z' };
    expect(signatureSource(fields)).toBe('Zone=z&no_order=1&payLoad=x&pay_type=I');
    expect(signatureSource(fields, 'case-insensitive')).toBe('no_order=1&pay_type=I&payLoad=x&Zone=z');
  });

  it('has a second order only where a name has a capital letter', () => {
    expect(nameOrdersOf({ pay_type: 'I', no_order: 'ABC' })).toEqual(['byte']);
    expect(nameOrdersOf({ pay_type: 'I', payLoad: 'x' })).toEqual(['byte', 'case-insensitive']);
  });

  it('sorts a name before the longer one that starts with it', () => {
    expect(signatureSource({ id_no: '1', id: '2', id_type: '0' })).toBe('id=2&id_no=1&id_type=0');
  });
});

describe('a text that reads as another field', () => {
  const names = ['info_order', 'money_order', 'no_order'];

  it('is named with what it reads as', () => {
    expect(ambiguousField({ info_order: 'a&money_order=0.01', no_order: '1' }, names)).toEqual({
      field: 'info_order',
      reads: 'money_order',
    });
  });

  it('is not one that only resembles a field', () => {
    expect(
      ambiguousField({ info_order: 'money_order=0.01', no_order: 'a&b=c&money_orders=1&xno_order=2' }, names),
    ).toBe(undefined);
  });

  it('is one whose name is no name', () => {
    expect(ambiguousField({ 'a=1&b': 'x' }, names)).toEqual({ field: 'a=1&b', reads: 'a=1&b' });
  });
});
