import { leftOut, misprinted, NUMBER_FOR_TIME, type Sample } from './sample.js';

/** Samples of what comes after a payment: queries and refunds. */

const ORDER_QUERY = { dt_order: '20130515094013', no_order: '2013051500001' };

const REFUND = {
  dt_refund: '20130515094018',
  no_refund: '2013051500005',
  money_order: '200.01',
  dt_order: '20130515094013',
  no_order: '2013051500001',
  oid_paybill: '2013051613121201',
  notify_url: 'http://payhttp.xiaofubao.com/***/refund.htm',
};

export const QUERY_AND_REFUND_SAMPLES: readonly Sample[] = [
  ...(['old', 'new'] as const).flatMap((edition): Sample[] => [
    {
      api: 'aggregate.query',
      edition,
      source: 'Aggregate Payment Result Query API',
      fields: ORDER_QUERY,
    },
    {
      api: 'easypay.query',
      edition,
      source: edition === 'old' ? 'Easy Payment Result Query API' : 'Payment Result Query API',
      fields: ORDER_QUERY,
    },
  ]),
  {
    api: 'easypay.query',
    edition: 'demo',
    source: 'LLP-YT-Java: OrderQueryDemo',
    fields: { ...ORDER_QUERY, query_version: '1.0' },
  },
  {
    api: 'easypay.query',
    edition: 'demo',
    source: 'LLP-Java-SDK: ApiQueryTest',
    fields: { no_order: '20140501094312', query_version: '1.1' },
  },
  {
    api: 'preauth.query',
    edition: 'old',
    source: 'Authorization Query API',
    fields: {
      user_id: '20130515094013',
      pay_type: 'F',
      api_verion: '2.1',
      no_order: '2013051500001',
      dt_order: '2013051500001',
    },
    faults: [misprinted('api_verion', 'api_version'), NUMBER_FOR_TIME],
    mended: { api_verion: undefined, dt_order: '20141231010101' },
  },
  {
    api: 'preauth.query',
    edition: 'new',
    source: 'Pre-authorized order status query API',
    fields: {
      pay_type: 'F',
      api_verion: '1.0',
      dt_order: '2013051500001',
      no_order: '2013051500001',
    },
    faults: [misprinted('api_verion', 'api_version'), NUMBER_FOR_TIME],
    mended: { api_verion: undefined, dt_order: '20141231010101' },
  },
  {
    api: 'refund.apply',
    edition: 'old',
    source: 'Refund API',
    fields: REFUND,
    faults: [
      leftOut('money_refund'),
      { property: 'money_order', rule: 'unknownField', reason: 'the amount is money_refund in this table' },
    ],
    mended: { money_order: undefined, money_refund: '200.01' },
  },
  {
    api: 'refund.applyCrossBorder',
    edition: 'new',
    source: 'Refund Apply API',
    fields: REFUND,
    faults: [
      leftOut('money_refund'),
      {
        property: 'money_order',
        rule: 'unknownField',
        reason: 'the amount is money_refund in the catalogue; one revision of the page has money_order',
      },
    ],
    mended: { money_order: undefined, money_refund: '200.01' },
  },
  {
    api: 'refund.apply',
    edition: 'demo',
    source: 'LLP-YT-Java: RefundDemo',
    fields: {
      no_refund: 'LLianPayYT20261128120000',
      dt_refund: '20261128120000',
      money_refund: '100.00',
      oid_paybill: '2013051613121201',
      notify_url: 'https://test.lianlianpay.com/notify',
    },
  },
  {
    api: 'refund.query',
    edition: 'old',
    source: 'Refund Status API',
    fields: {
      dt_refund: '20130515094018',
      no_refund: '2013051500005',
      oid_refundno: '2013051613121201',
    },
  },
  {
    api: 'refund.query',
    edition: 'new',
    source: 'Refund Result Query API',
    fields: { dt_refund: '20130515094018', no_refund: '2013051500005' },
  },
  {
    api: 'refund.query',
    edition: 'demo',
    source: 'LLP-YT-Java: RefundQueryDemo',
    fields: { oid_refundno: '2013051613121201' },
  },
];
