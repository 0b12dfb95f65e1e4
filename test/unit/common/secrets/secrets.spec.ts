import { describe, expect, it } from 'vitest';

import { recordWithoutPrototype } from '../../../../lib/common/objects/record-without-prototype.js';
import { masked, maskedText, maskedTexts } from '../../../../lib/common/secrets/secrets.js';
import { withoutSecrets } from '../../../../lib/common/secrets/without-secrets.js';

const CARD = '6222021234567890123';

describe('a copy for printing', () => {
  it.each([
    ['written as a literal', {}],
    ['without a prototype', Object.create(null) as object],
    ['that inherits no name', recordWithoutPrototype<string>()],
  ])('masks within an object %s', (_kind, inner) => {
    const fields = { inner: Object.assign(inner, { card_no: CARD, no_order: 'o-1' }) };
    expect(masked(fields)).toEqual({ inner: { card_no: '[masked]', no_order: 'o-1' } });
  });

  it('masks within lists, and lists within them', () => {
    expect(masked({ cards: [{ no_agree: '1', bank_code: '0102' }, [{ token: 't' }]] })).toEqual({
      cards: [{ no_agree: '[masked]', bank_code: '0102' }, [{ token: '[masked]' }]],
    });
  });

  it('masks within a text that is JSON', () => {
    expect(masked({ extra: `[{"card_no":"${CARD}","n":1}]`, memo: 'token' })).toEqual({
      extra: '[{"card_no":"***","n":1}]',
      memo: 'token',
    });
  });

  it('shows nothing of what lies too deep to be looked through', () => {
    const deep = { a: { b: { c: { d: { e: { token: 'secret' } } } } } };
    expect(JSON.stringify(masked(deep))).not.toContain('secret');
    expect(JSON.stringify(masked({ a: [[[[[['secret']]]]]] }))).not.toContain('secret');
  });

  it('leaves instances of classes as they are: they print themselves', () => {
    const when = new Date(0);
    expect(masked({ when })).toEqual({ when });
  });
});

describe('the text of a field, for showing', () => {
  it.each([
    ['a secret', 'card_no', CARD, '***'],
    ['a secret whose name was misspelt', ' Card No', CARD, '***'],
    ['another field', 'no_order', 'o-1', 'o-1'],
    ['a blank secret', 'token', ' ', ' '],
    ['a secret that is a number', 'verify_code', '123456', '***'],
    ['an object', 'info', `{"a":1,"card_no":"${CARD}"}`, '{"a":1,"card_no":"***"}'],
    ['a list', 'cards', '[{"no_agree":"1"},{"no_agree":2}]', '[{"no_agree":"***"},{"no_agree":0}]'],
    [
      'what follows a secret',
      'info',
      '{"token":"t","a":["b",{"c":"d"}]}',
      '{"token":"***","a":["b",{"c":"d"}]}',
    ],
    [
      'an object under a secret name',
      'info',
      '{"token":{"a":["t",[1]],"b":{}},"c":1}',
      '{"token":{"a":["***",[0]],"b":{}},"c":1}',
    ],
    [
      'a list under a secret name',
      'info',
      '{"card_no":["1","2"],"a":"b"}',
      '{"card_no":["***","***"],"a":"b"}',
    ],
    ['a name with escapes', 'info', `{"card\\u005fno":"${CARD}"}`, '{"card\\u005fno":"***"}'],
    [
      'JSON within JSON',
      'info',
      '{"a":"{\\"token\\":\\"t\\",\\"b\\":1}"}',
      '{"a":"{\\"token\\":\\"***\\",\\"b\\":1}"}',
    ],
    ['JSON within quotes', 'info', '"{\\"token\\":\\"t\\"}"', '"{\\"token\\":\\"***\\"}"'],
    [
      'the form of JSON',
      'info',
      ' {"a" : "\\u5f20\\/",\n"token":  "\\"}" , "b":-1.50}',
      ' {"a" : "\\u5f20\\/",\n"token":  "***" , "b":-1.50}',
    ],
    [
      'a field that carries others',
      'risk_item',
      '{"phone": "139", "n":1, "b":true}',
      '{"phone": "***", "n":0, "b":true}',
    ],
    [
      'a list of bound cards',
      'agreement_list',
      '[{"no_agree":"1","bank_name":"x"}]',
      '[{"no_agree":"***","bank_name":"***"}]',
    ],
    ['a secret that only looks like JSON', 'risk_item', "{phone: '139'}", '***'],
    ['JSON that is cut off', 'info', '{"a":1,"card_no":"6222', '***'],
    ['JSON that is cut off, and names no secret', 'info', '{"a":1,"b":"c', '{"a":1,"b":"c'],
    ['a sentence that begins with a bracket', 'ret_msg', '[card_no]校验错误', '[card_no]校验错误'],
  ])('%s', (_what, name, text, shown) => {
    expect(maskedText(name, text)).toBe(shown);
  });

  it('is made of each field of a message', () => {
    expect(maskedTexts({ token: 't', no_order: 'o-1' })).toEqual({ token: '***', no_order: 'o-1' });
  });
});

describe('a sentence that may repeat a value', () => {
  it('has the values of secret fields masked', () => {
    expect(withoutSecrets(`卡号 ${CARD} 错误`, { card_no: CARD, no_order: 'o-1' })).toBe(
      '卡号 [masked] 错误',
    );
  });

  it.each<[where: string, text: string, fields: object]>([
    ['in an object', CARD, { extra: { deep: [{ card_no: CARD }] } }],
    ['in a text that is JSON', CARD, { info_order: `{"card_no":"${CARD}"}` }],
    ['in a list under a secret name', 'ab', { token: ['ab'] }],
    ['inside risk_item', '13958069593', { risk_item: '{"phone":"13958069593","n":"1"}' }],
    ['as a number', '123456', { verify_code: 123456 }],
    ['in groups of digits', '6222 0212 3456 7890 123', { card_no: CARD }],
    ['as JSON writes it', String.raw`O\"Brien`, { acct_name: 'O"Brien' }],
    ['as a URL has it', encodeURIComponent('张三'), { acct_name: '张三' }],
  ])('has a value masked that stands %s', (_where, text, fields) => {
    expect(withoutSecrets(`it says ${text}.`, fields)).toBe('it says [masked].');
  });

  it('is cleaned whatever the fields are: nested without end, or within themselves', () => {
    const fields: Record<string, unknown> = { card_no: CARD };
    fields['itself'] = fields;
    let nested: unknown = { token: 'the deepest' };
    for (let i = 0; i < 50_000; i++) nested = [nested];
    fields['nested'] = nested;
    expect(withoutSecrets(`${CARD} the deepest`, fields)).toBe('[masked] [masked]');
  });
});
