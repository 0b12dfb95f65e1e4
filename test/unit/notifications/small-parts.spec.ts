import { describe, expect, it } from 'vitest';

import { inboxKeyOf } from '../../../lib/notifications/handle/inbox-key.js';
import { encodeLocation } from '../../../lib/notifications/routes/reply.js';
import { SourceFilter } from '../../../lib/notifications/receive/source-filter.js';
import { kindOf, toNotification, unusableField } from '../../../lib/notifications/receive/to-notification.js';
import { parseText } from '../../../lib/notifications/receive/parse-message.js';
import { paymentFields } from '../../support/lianlian-signs.js';

const read = (fields: object) => parseText(JSON.stringify(fields));
const keyOf = (fields: Record<string, string>, kind: 'payment' | 'refund' = 'payment'): string =>
  inboxKeyOf(toNotification(read(fields), kind));

describe('the inbox key', () => {
  const base = paymentFields({ money_order: '0.1' });
  const refund = {
    oid_partner: base['oid_partner'] ?? '',
    oid_refundno: '9',
    no_refund: '8',
    sta_refund: '2',
    money_refund: '0.1',
  };

  it('is the same for every spelling of an amount, and whatever else differs', () => {
    const same = [
      {},
      { money_order: '0.10' },
      { money_order: '0.1000' },
      { info_order: 'x' },
      { dt_order: '' },
    ];
    expect(new Set(same.map((change) => keyOf({ ...base, ...change }))).size).toBe(1);
  });

  it('differs by merchant, kind, number, result and amount', () => {
    const payments = [
      {},
      { oid_partner: '201304121000009009' },
      { oid_paybill: '1' },
      { result_pay: 'FAILURE' },
      { money_order: '0.11' },
      { money_order: '10' },
      { oid_paybill: '1/SUCCESS' },
      { oid_paybill: '1', result_pay: 'SUCCESS/10' },
    ].map((change) => keyOf({ ...base, ...change }));
    const refunds = [
      {},
      { oid_refundno: '' },
      { sta_refund: '3' },
      { money_refund: '1' },
      { money_refund: '' },
      { sta_refund: '' },
    ].map((change) => keyOf({ ...refund, ...change }, 'refund'));
    expect(new Set([...payments, ...refunds]).size).toBe(payments.length + refunds.length);
  });

  it("takes a refund's own number only where LianLian's is missing", () => {
    expect(keyOf({ ...refund, no_refund: 'other' }, 'refund')).toBe(keyOf(refund, 'refund'));
  });
});

describe('the kind of a message', () => {
  const refund = { no_refund: '1' };
  it.each([
    ['payment', paymentFields()],
    ['refund', refund],
    ['refund', { oid_refundno: '1' }],
    ['refund', { ...refund, no_order: '1' }],
    [undefined, { ...paymentFields(), no_refund: '1' }],
    [undefined, { ...paymentFields(), result_pay: '' }],
    [undefined, { ...paymentFields(), no_order: ' ' }],
    [undefined, {}],
  ])('is %s', (kind, fields) => {
    expect(kindOf(read(fields))).toBe(kind);
  });

  it('is ours, whatever the message calls kind', () => {
    expect(toNotification(read({ ...paymentFields(), kind: 'refund' }), 'payment').kind).toBe('payment');
  });

  it.each([
    '',
    'x',
    '1e3',
    '0x10',
    '٣',
    '1.',
    '.1',
    '+1',
    '-0.01',
    '00.1',
    '1 ',
    '0.001',
    '99999999999999999999',
  ])('cannot have the amount %j', (money_order) => {
    expect(unusableField(read({ ...paymentFields(), money_order }), 'payment')).toBe('money_order');
  });
});

describe('the list of allowed sources', () => {
  const filter = new SourceFilter(['203.0.113.7', '198.51.100.0/24', '2001:db8::/32', 'fe80::1']);
  it.each(['203.0.113.7', '::ffff:203.0.113.7', '::FFFF:198.51.100.255', '2001:db8::1', 'fe80::1%eth0'])(
    'allows %s',
    (ip) => {
      expect(filter.allows(ip)).toBe(true);
    },
  );
  it.each([
    '203.0.113.8',
    '198.51.101.1',
    '2001:db9::1',
    '',
    undefined,
    'garbage',
    '203.0.113.7, 10.0.0.1',
    '::ffff:10.0.0.1',
  ])('refuses %s', (ip) => {
    expect(filter.allows(ip)).toBe(false);
  });
  it('allows every address where there is none', () => {
    expect(new SourceFilter(undefined).allows(undefined)).toBe(true);
  });
});

describe('a Location', () => {
  it('never holds what a header may not, for any UTF-16 unit, and encodes once', () => {
    for (let unit = 0; unit <= 0xffff; unit++) {
      const encoded = encodeLocation(`/${String.fromCharCode(unit)}`);
      expect(encoded).toMatch(/^[\x21-\x7e]+$/);
      expect(encodeLocation(encoded)).toBe(encoded);
    }
  });

  it.each(['/orders/1?a=b&c=d#e', 'https://user@shop.example:8080/%E8%AE%A2%20x', "/a;b,c'(d)*!~$+@:"])(
    'leaves %s as it is',
    (url) => {
      expect(encodeLocation(url)).toBe(url);
    },
  );
});
