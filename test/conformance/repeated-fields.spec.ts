import { describe, expect, it } from 'vitest';

import { foreignField } from '../../lib/wire/foreign-field.js';
import { requestFields, responseFields } from './support/data.js';
import { definitions } from './support/definitions.js';
import { byId } from './support/titles.js';

/** What a response repeats, and why it does not tell one payment, refund or card from another. */
const NOT_COMPARED: Readonly<Record<string, string>> = {
  sign: 'each side signs for itself',
  sign_type: 'verified with the signature',
  pay_type: 'how it was paid: LianLian gives values that no document lists',
  bank_code: 'how it was paid',
  name_goods: 'words, which LianLian may cut',
  info_order: 'words, which LianLian may cut',
  no_agree: 'a secret of the card: LianLian may give a new one',
  token: 'a secret of the step: LianLian may give a new one',
};

describe.each(byId(definitions.filter(({ response }) => response !== undefined)))('%s', (_id, { id }) => {
  const sent = new Set(requestFields(id).map(({ name }) => name));
  const repeated = responseFields(id)
    .map(({ name }) => name)
    .filter((name) => sent.has(name));

  it('compares every field that the response repeats, or says why not', () => {
    const passed = repeated.filter((name) => foreignField({ [name]: '1' }, { [name]: '2' }) !== name);
    expect(passed.filter((name) => NOT_COMPARED[name] === undefined)).toEqual([]);
  });
});
