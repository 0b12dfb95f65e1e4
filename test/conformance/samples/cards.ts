import { leftOut, MADE_UP, type Sample } from './sample.js';

/** Samples of bound cards. */

const UNBIND = { user_id: '1234567', offset: '0', no_agree: MADE_UP.agreement };

/** Both editions print the refund query's sample on the page of the list. */
const OTHER_API = {
  fields: { dt_refund: '20130515094018', no_refund: '2013051500005', oid_refundno: '2013051613121201' },
  faults: [
    ...['dt_refund', 'no_refund', 'oid_refundno'].map(
      (property) =>
        ({ property, rule: 'unknownField', reason: 'the sample is that of the refund query' }) as const,
    ),
    leftOut('user_id'),
    leftOut('offset'),
  ],
  mended: {
    dt_refund: undefined,
    no_refund: undefined,
    oid_refundno: undefined,
    user_id: '1234567',
    offset: '0',
  },
};

const BIND_CARD = {
  card_no: MADE_UP.cardNumber,
  acct_name: '测试',
  bind_mob: MADE_UP.phone,
  id_type: '0',
  id_no: MADE_UP.idNumber,
};

export const CARD_SAMPLES: readonly Sample[] = [
  {
    api: 'card.bindApply',
    edition: 'new',
    source: 'Card Bind Apply API',
    fields: BIND_CARD,
    faults: [leftOut('user_id'), leftOut('pay_type'), leftOut('risk_item')],
    mended: { user_id: '1234567', pay_type: 'M', risk_item: { frms_ware_category: '1009' } },
  },
  {
    api: 'card.bindVerify',
    edition: 'new',
    source: 'Card Bind Verify API',
    fields: {
      token: 'D096DBA0E3E0CC8F1D504C06E71D292D',
      user_id: '2013051500001',
      verify_code: '666666',
    },
  },
  ...(['old', 'new'] as const).flatMap((edition): Sample[] => [
    {
      api: 'card.bin',
      edition,
      source: 'Card Bin Query API',
      fields: { card_no: '62258888888888888' },
    },
    { api: 'card.unbind', edition, source: 'Card Unbind API', fields: UNBIND },
    {
      api: 'card.list',
      edition,
      source: edition === 'old' ? 'Card Bind List Query API' : 'Card Bind Query API',
      ...OTHER_API,
    },
  ]),
  {
    api: 'card.bin',
    edition: 'demo',
    source: 'LLP-YT-Java: BankCardBinDemo',
    fields: { card_no: MADE_UP.cardNumber },
  },
  {
    api: 'card.list',
    edition: 'demo',
    source: 'LLP-YT-Java: BankCardBindQueryDemo',
    fields: { user_id: 'LLianPay-YT-Test-12345', offset: 0 },
  },
  {
    api: 'card.unbind',
    edition: 'demo',
    source: 'LLP-YT-Java: BankcardUnbindDemo',
    fields: { user_id: 'LLianPay-YT-Test-12345', no_agree: MADE_UP.agreement },
  },
];
