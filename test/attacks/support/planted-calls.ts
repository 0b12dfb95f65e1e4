import type { LianlianService } from 'nestjs-lianlian';

import { PLANTED } from './planted.js';

const RISK = {
  frms_ware_category: '1009',
  user_info_mercht_userno: 'u-1',
  user_info_bind_phone: PLANTED.phone,
  user_info_full_name: PLANTED.full_name,
};

const CARD = {
  card_no: PLANTED.card_no,
  acct_name: PLANTED.acct_name,
  id_type: '0',
  id_no: PLANTED.id_no,
  bind_mob: PLANTED.bind_mob,
  cvv2: PLANTED.cvv2,
  vali_date: PLANTED.vali_date,
};

const USD = { currency_order: 'USD', currency_settle: 'USD' };

/** The properties of the facade that are no APIs. */
type NoApi = 'reports' | 'sweeper' | 'merchants' | 'events';
/** `service.method` of each: `cards.list` stands for `listAll`, and `queries.find` for those that wait for its result. */
type CallName = Exclude<
  {
    [
      Service in Exclude<keyof LianlianService, NoApi>
    ]: `${Service}.${keyof LianlianService[Service] & string}`;
  }[Exclude<keyof LianlianService, NoApi>],
  'cards.listAll' | 'queries.waitForResult' | 'queries.waitForResult$'
>;

export interface PlantedCall {
  readonly name: string;
  readonly run: (lianlian: LianlianService) => Promise<unknown>;
}

/** Every call of every API, with secrets wherever it takes one, and `change` applied to its fields. */
export function plantedCalls(
  now: Date,
  change: (fields: Record<string, unknown>) => Record<string, unknown> = (fields) => fields,
): readonly PlantedCall[] {
  const order = (number: string): Record<string, unknown> => ({
    no_order: number,
    dt_order: now,
    busi_partner: '109001',
    name_goods: '羽毛球',
    money_order: '49.95',
    user_id: 'u-1',
    risk_item: RISK,
  });
  const payout = (number: string): Record<string, unknown> => ({
    no_order: number,
    dt_order: now,
    flag_card: 'personal',
    card_no,
    acct_name,
    money_order: '49.95',
    info_order: '运费',
    memo: '运费',
    notify_url: 'https://shop.example/payout-notify',
    risk_item: RISK,
  });
  const { card_no, acct_name, id_no, no_agree, openid, token, verify_code, confirm_code } = PLANTED;
  const person = { acct_name, id_type: '0', id_no };
  const which = { no_order: 'card', dt_order: now, money_order: '49.95' };
  const reference = { no_order: 'card', dt_order: now, pay_type: 'F' };
  const fields: Readonly<Record<CallName, Record<string, unknown>>> = {
    'aggregateRedirect.createForm': { ...order('a1'), userreq_ip: '122.11.37.211', acct_name, id_no },
    'aggregateDirect.pay': { ...order('a2'), pay_type: 'W', appid: 'wx0123456789abcdef', openid },
    'aggregateQuery.query': { no_order: 'a2', dt_order: now },
    'easypayRedirect.createWebForm': {
      ...order('e1'),
      ...person,
      pay_type: 'M',
      userreq_ip: '122.11.37.211',
      card_no,
      no_agree,
    },
    'easypayRedirect.createH5Form': {
      ...order('e2'),
      ...person,
      pay_type: 'M',
      app_request: '3',
      card_no,
      no_agree,
    },
    'easypayDirect.apply': { ...order('card'), ...CARD, pay_type: 'N' },
    'easypayDirect.verify': { ...which, token, verify_code },
    'easypayQuery.query': { no_order: 'card', dt_order: now },
    'preauth.capture': { ...reference, user_id: 'u-1', money_order: '49.95', risk_item: RISK },
    'preauth.cancel': reference,
    'preauth.query': reference,
    'cards.bindApply': { ...CARD, user_id: 'u-1', pay_type: 'N', risk_item: RISK },
    'cards.bindVerify': { user_id: 'u-1', token, verify_code },
    'cards.unbind': { user_id: 'u-1', no_agree },
    'cards.list': { user_id: 'u-1', card_no, no_agree, offset: '0' },
    'cards.bin': { card_no },
    'refunds.apply': {
      no_refund: 'r1',
      dt_refund: now,
      money_refund: '1.00',
      no_order: 'card',
      dt_order: now,
    },
    'refunds.query': { no_refund: 'r1', dt_refund: now },
    'onlineBanking.createForm': { ...order('o1'), userreq_ip: '122.11.37.211' },
    'unifiedGateway.create': {
      ...order('g1'),
      ...CARD,
      no_agree,
      userreq_ip: '122.11.37.211',
      flag_pay_product: '0',
      flag_chnl: '3',
    },
    'payouts.apply': payout('p1'),
    'payouts.settle': payout('p2'),
    'payouts.confirm': { no_order: 'p1', confirm_code, notify_url: 'https://shop.example/payout-notify' },
    'payouts.query': { no_order: 'p1' },
    'account.balance': {},
    'banks.supported': { product_type: '1', pay_chnl: '13' },
    'banks.branches': { card_no },
    'mpay.bindApply': { ...CARD, user_id: 'u-1', pay_type: '3', risk_item: RISK },
    'mpay.bindVerify': { user_id: 'u-1', token, verify_code },
    'mpay.apply': { ...order('m1'), ...CARD, no_agree, pay_type: '3' },
    'mpay.verify': { no_order: 'm1', money_order: '49.95', token, verify_code },
    'mpay.query': { no_order: 'm1', dt_order: now },
    'exchange.apply': { ...order('x1'), ...USD, ...CARD, pay_type: 'N' },
    'exchange.verify': { user_id: 'u-1', no_order: 'x1', token, verify_code },
    'exchange.query': { no_order: 'x1' },
    'easypayMobile.createParameters': { ...order('s1'), ...person, pay_type: 'M', card_no, no_agree },
    'queries.find': { product: 'easypay', no_order: 'card', dt_order: now },
  };
  return Object.entries(fields).map(([name, given]) => ({
    name,
    run: async (lianlian) => {
      const [service = '', method = ''] = name.split('.');
      const target = Reflect.get(lianlian, service) as Record<
        string,
        (input: unknown, options?: object) => Promise<unknown>
      >;
      return target[method]?.(change(given), ...(name === 'payouts.settle' ? [SHORTLY] : []));
    },
  }));
}

/** What waits for a result does not wait for long. */
const SHORTLY = { everyMs: 100, timeoutMs: 300 };

/** The same fields, each with something in it that no rule lets pass. Numbers of orders are named in errors. */
export function broken(fields: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => {
      if (['no_order', 'no_refund'].includes(name)) return [name, value];
      if (typeof value === 'string')
        return [name, name === 'pay_type' ? PLANTED.cvv2 : `${value}\0${PLANTED.card_no}`.repeat(40)];
      return [
        name,
        value instanceof Date ? PLANTED.phone : { ...(value as object), goods_name: [PLANTED.card_no] },
      ];
    }),
  );
}
