import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';

import { ADAPTERS } from '../support/adapters.js';
import { FORM, form, TEXT_JSON } from '../support/http.js';
import { OID_PARTNER } from '../support/merchant.js';
import { textOfAnything } from '../support/text-of-anything.js';
import { holds } from './support/fuzz.js';
import { postRaw } from './support/raw-http.js';
import { expectUnharmed, nothingHandled, openTarget, type Target } from './support/target.js';

/** What a sender may call its body. 415 is the response of Express's own parser to a charset that it does not know. */
const contentType = fc.oneof(
  fc.constantFrom(
    TEXT_JSON,
    'application/json',
    'application/json;charset=utf-16',
    'application/json; charset=gbk',
    'APPLICATION/JSON',
    FORM,
    `${FORM}; charset=iso-8859-1`,
    'Application/X-WWW-Form-URLEncoded',
    'multipart/form-data; boundary=x',
    'text/plain',
    'application/octet-stream',
    '',
    ';;;',
    'a/b; q="',
  ),
  fc.stringMatching(/^[!-~]{0,40}$/),
);

const NAMES = [
  'oid_partner',
  'sign_type',
  'sign',
  'no_order',
  'dt_order',
  'oid_paybill',
  'money_order',
  'currency_order',
  'result_pay',
  'no_refund',
  'oid_refundno',
  'sta_refund',
  'money_refund',
  'payLoad',
  'res_data',
  'kind',
  'verified',
  'constructor',
  'toString',
  'then',
  '',
];
const name = fc.oneof(fc.constantFrom(...NAMES), fc.string());
const text = fc.oneof(
  fc.constantFrom(OID_PARTNER, 'SUCCESS', 'RSA', 'MD5', '49.95', 'order-1', '', ' ', 'null', '0'),
  fc.base64String(),
  textOfAnything(),
);
/** A message as an attacker would write one: right names, any values. */
const message = fc.dictionary(name, fc.oneof(text, text, fc.jsonValue()), { noNullPrototype: true });
const looksLike = message.map((fields): Record<string, unknown> => ({
  oid_partner: OID_PARTNER,
  no_order: 'order-1',
  oid_paybill: '2026',
  money_order: '49.95',
  result_pay: 'SUCCESS',
  sign_type: 'RSA',
  ...fields,
}));

const onlyTexts = (fields: Readonly<Record<string, unknown>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(fields).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );

describe.each(ADAPTERS)('what nobody signed, on %s', (adapter) => {
  let target: Target;
  beforeAll(async () => (target = await openTarget(adapter)));
  afterAll(() => target.close());
  afterEach(() => expectUnharmed(target));

  const refused = async (body: Buffer | string, type: string, statuses: number[]): Promise<void> => {
    const unseen = nothingHandled(target);
    const { status } = await postRaw(target.notifyUrl, body, type === '' ? [] : [['content-type', type]]);
    expect(statuses).toContain(status);
    unseen();
  };

  it('is refused with a 400 where it is any bytes of any type', async () => {
    const bytes = fc.uint8Array({ maxLength: 300 }).map((array) => Buffer.from(array));
    await holds(150, [bytes, contentType], (body, type) => refused(body, type, [400, 415]));
  });

  it('is refused with a 400 or 401 where it is any JSON', async () => {
    await holds(100, [fc.json(), contentType], (body, type) => refused(body, type, [400, 401, 415]));
  });

  it('is refused with a 400 or 401 where it is JSON with the names of a notification', async () => {
    await holds(250, [looksLike, contentType], (fields, type) =>
      refused(JSON.stringify(fields), type, [400, 401, 415]),
    );
  });

  it('is refused with a 400 or 401 where it is a form with the names of a notification', async () => {
    await holds(150, [looksLike, contentType], (fields, type) =>
      refused(form(onlyTexts(fields)), type, [400, 401, 415]),
    );
  });

  it('never verifies on the return route, and sends the payer on to a page of the app', async () => {
    await holds(150, [looksLike, contentType, fc.boolean()], async (fields, type, asForm) => {
      const before = target.returns.length;
      const body = asForm ? form(onlyTexts(fields)) : JSON.stringify(fields);
      const headers = type === '' ? [] : ([['content-type', type]] as const);
      const response = await postRaw(target.returnUrl, body, headers);
      expect([303, 400, 415]).toContain(response.status);
      const results = target.returns.slice(before);
      expect(results.filter(({ verified }) => verified)).toEqual([]);
      if (response.status === 303) expect(response.text).toMatch(/\r\nlocation: \/orders\r\n/i);
    });
  });
});
