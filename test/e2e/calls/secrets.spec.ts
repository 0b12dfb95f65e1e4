import { format, inspect } from 'node:util';

import {
  EasypayApplyRequest,
  LianlianError,
  type LianlianService,
  RedirectForm,
  type RequestInput,
} from 'nestjs-lianlian';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';

import { leaksIn } from '../../support/leaks.js';
import { testKeys } from '../../support/merchant.js';
import { type App, startLianlian } from './support/app.js';
import { type Behaviour, type Gateway, startGateway } from './support/gateway.js';
import { signedResponse } from './support/lianlian-side.js';
import {
  CARD,
  EASYPAY_PAGE,
  EASYPAY_PHONE_PAGE,
  PAGE,
  SMS_STEP,
  SUCCESS,
  WECHAT_QR,
} from './support/samples.js';

const keys = testKeys();
const key = keys.lianlian.privateKey;
let gateway: Gateway;
let app: App;
let lianlian: LianlianService;

beforeAll(async () => {
  gateway = await startGateway();
  app = await startLianlian(keys, { gateway: gateway.url, http: { timeoutMs: 1_000 } });
  lianlian = app.lianlian;
});
afterAll(async () => {
  await app.close();
  await gateway.stop();
});
beforeEach(() => {
  gateway.reset();
});

/** Everything that must never be printed, planted in every field that takes it. */
const PLANTED = {
  card_no: '6222021001116245702',
  acct_name: '张三丰',
  id_no: '410782198912151334',
  bind_mob: '13958069594',
  cvv2: '739',
  // No time of this century has 99 in it: a timestamp never looks like this one.
  vali_date: '9998',
  no_agree: '2016092710100001',
  token: '4B4F7B9E2C5D4A61',
  verify_code: '804317',
  riskPhone: '13812345678',
  riskName: '李四',
  openid: 'oUpF8uMuAJO_M2pxb1Q9zNjWeS6o',
};
const RISK = { user_info_bind_phone: PLANTED.riskPhone, user_info_full_name: PLANTED.riskName };
const APPLY: RequestInput<EasypayApplyRequest> = { ...CARD, risk_item: RISK, no_agree: PLANTED.no_agree };
const PRIVATE_KEY = keys.merchant.privateKey.export({ type: 'pkcs8', format: 'der' }).toString('base64');

/** The planted secrets that a printed text holds. */
function leaks(printedText: string): string[] {
  return leaksIn(printedText, { ...PLANTED, privateKey: PRIVATE_KEY.slice(40, 80) });
}

/** An error in every way that it may get into a log. */
function printed(error: unknown): string {
  const texts: string[] = [];
  for (let cause: unknown = error; cause instanceof Error; cause = cause.cause) {
    texts.push(cause.message, cause.stack ?? '', JSON.stringify(cause));
  }
  texts.push(
    inspect(error, { depth: 10, showHidden: true }),
    format('%s %o %O %j', error, error, error, error),
  );
  return texts.join('\n');
}

const CALLS = [
  ['the first step of a card payment', () => lianlian.easypayDirect.apply(APPLY)],
  ['the SMS code', () => lianlian.easypayDirect.verify(SMS_STEP)],
  [
    'a WeChat payment',
    () => lianlian.aggregateDirect.pay({ ...WECHAT_QR, risk_item: RISK, openid: PLANTED.openid }),
  ],
] as const;

/** A response of LianLian's that repeats all that it was sent, in every way. */
const echo = (fields: Readonly<Record<string, string>>): string =>
  Object.values(fields)
    .map((value) => (value.startsWith('{') ? Object.values(JSON.parse(value) as object).join(' ') : value))
    .join(' ');

const MISHAPS: readonly (readonly [string, Behaviour])[] = [
  ['refuses and repeats them', ({ fields }) => JSON.stringify({ ret_code: '1004', ret_msg: echo(fields) })],
  [
    'refuses, signed, and repeats them',
    ({ fields }) => signedResponse({ ret_code: '3004', ret_msg: echo(fields), ...fields }, key),
  ],
  [
    'repeats them in a response without signature',
    ({ fields }) => JSON.stringify({ ...fields, ret_code: '0000' }),
  ],
  [
    'repeats them in a wrongly signed response',
    ({ fields }) => signedResponse({ ...fields, ret_code: '0000' }, keys.merchant.privateKey),
  ],
  [
    'repeats them in a response about another order',
    ({ fields }) => signedResponse({ ...fields, ret_code: '0000', no_order: 'x' }, key),
  ],
  ['repeats them in HTML', ({ body }) => `<html>${body}</html>`],
  ['repeats them in half a response', ({ body }) => body.slice(0, -10)],
  ['repeats them with a 500', ({ body }, response) => void response.writeHead(500).end(body)],
  ['repeats them in what is not HTTP', ({ body }, _response, socket) => void socket.end(`${body}\r\n\r\n`)],
  [
    'repeats them in a broken header',
    ({ body }, _response, socket) => void socket.end(`HTTP/1.1 200 OK\r\n${body}\u0000\r\n\r\n`),
  ],
  ['drops the connection', (_request, _response, socket) => void socket.destroy()],
  ['never answers', () => undefined],
];

describe.each(MISHAPS)('when LianLian %s', (_what, behaviour) => {
  it.each(CALLS)('the error of %s holds no secret, however it is printed', async (_name, call) => {
    gateway.behave(behaviour);
    const outputs = [vi.spyOn(process.stdout, 'write'), vi.spyOn(process.stderr, 'write')];
    const error: unknown = await call().catch((reason: unknown) => reason);
    const written = outputs.flatMap((output) => output.mock.calls.map(([chunk]) => String(chunk)));
    outputs.forEach((output) => {
      output.mockRestore();
    });
    expect(error).toBeInstanceOf(LianlianError);
    expect(leaks(gateway.received().body).length).toBeGreaterThan(1);
    expect(leaks(printed(error))).toEqual([]);
    expect(leaks(written.join(''))).toEqual([]);
  });
});

describe('a refusal that repeats what the payer typed', () => {
  const refused = async (ret_msg: string): Promise<unknown> => {
    gateway.behave(() => JSON.stringify({ ret_code: '1004', ret_msg }));
    return lianlian.easypayDirect.apply(APPLY).catch((error: unknown) => error);
  };

  it('keeps the rest of its text', async () => {
    expect(await refused(`卡号 ${PLANTED.card_no} 错误 (card_no)`)).toMatchObject({
      ret_msg: '卡号 [masked] 错误 (card_no)',
    });
  });

  it('is cleaned of whom it names beside, whatever this call sent', async () => {
    const { card_no, bind_mob, id_no } = PLANTED;
    const said = `收款账号${card_no}与户名不符, 手机${bind_mob}, 身份证${id_no}`;
    const clean = '收款账号[masked]与户名不符, 手机[masked], 身份证[masked]';
    const calls = [
      () => lianlian.payouts.query({ no_order: 'p-1' }),
      () =>
        lianlian.payouts.confirm({
          no_order: 'p-1',
          confirm_code: '615937',
          notify_url: 'https://shop.example/p',
        }),
      () => lianlian.refunds.query({ no_refund: 'r-1', dt_refund: '20170602183010' }),
      () => lianlian.queries.find({ product: 'easypay', no_order: 'o-1', dt_order: '20170602183010' }),
    ];
    for (const call of calls) {
      gateway.behave(() => JSON.stringify({ ret_code: '1004', ret_msg: said }));
      const error: unknown = await call().catch((reason: unknown) => reason);
      expect(error).toMatchObject({ ret_msg: clean });
      gateway.behave(() => JSON.stringify({ ret_code: card_no, ret_msg: 'ok' }));
      const other: unknown = await call().catch((reason: unknown) => reason);
      expect([...leaks(printed(error)), ...leaks(printed(other))]).toEqual([]);
      expect(other).toMatchObject({ ret_code: '[masked]' });
    }
  });

  it('is cleaned of numbers in groups, and of numbers that hold another secret', async () => {
    const error = await refused('6222 0210 0111 6245 702, 6222-0210-0111-6245-702, 4107 82 19891215 1334');
    expect(error).toMatchObject({ ret_msg: '[masked], [masked], [masked]' });
    gateway.behave(() => JSON.stringify({ ret_code: '1004', ret_msg: PLANTED.card_no }));
    const nested = await lianlian.easypayDirect
      .apply({ ...APPLY, cvv2: '622', vali_date: '5702' })
      .catch((reason: unknown) => reason);
    expect(nested).toMatchObject({ ret_msg: '[masked]' });
  });
});

describe('a request that breaks rules', () => {
  it('is refused without a word of what it held', async () => {
    const error: unknown = await lianlian.easypayDirect
      .apply({
        ...APPLY,
        id_no: `${PLANTED.id_no}-${PLANTED.card_no}`,
        bind_mob: `+86 ${PLANTED.bind_mob}`,
        risk_item: { ...RISK, user_info_dt_register: PLANTED.riskPhone },
        pay_type: PLANTED.cvv2 as 'M',
        cvv2: `${PLANTED.cvv2}\0`,
      })
      .catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(LianlianError);
    expect(leaks(printed(error))).toEqual([]);
  });
});

describe('what is printed by util.inspect', () => {
  it('is masked of a request', () => {
    const request = Object.assign(new EasypayApplyRequest(), APPLY);
    expect(leaks(inspect(request, { depth: 10 }))).toEqual([]);
    expect(leaks(inspect({ deep: [{ request }] }, { depth: 10 }))).toEqual([]);
    expect(leaks(format('%o %O %s', request, request, request))).toEqual([]);
    expect(inspect(request)).toContain("no_order: 'order-1'");
    expect(inspect(request)).toContain("card_no: '[masked]'");
  });

  it('is masked of a response', async () => {
    gateway.behave(() =>
      signedResponse(
        { ...SUCCESS, token: PLANTED.token, no_agree: PLANTED.no_agree, card_no: PLANTED.card_no },
        key,
      ),
    );
    const response = await lianlian.easypayDirect.apply(APPLY);
    expect(response.token).toBe(PLANTED.token);
    expect(leaks(inspect(response, { depth: 10 }))).toEqual([]);
    expect(inspect(response)).toContain("state: 'sms-sent'");
  });

  it('is masked of a form', async () => {
    const secrets = {
      card_no: PLANTED.card_no,
      acct_name: PLANTED.acct_name,
      id_no: PLANTED.id_no,
      no_agree: PLANTED.no_agree,
      risk_item: RISK,
    };
    const forms = [
      await lianlian.easypayRedirect.createWebForm({ ...EASYPAY_PAGE, ...secrets }),
      await lianlian.easypayRedirect.createH5Form({ ...EASYPAY_PHONE_PAGE, ...secrets }),
      await lianlian.aggregateRedirect.createForm({
        ...PAGE,
        acct_name: PLANTED.acct_name,
        id_no: PLANTED.id_no,
        risk_item: RISK,
      }),
    ];
    for (const form of forms) {
      expect(leaks(inspect(form, { depth: 10 }))).toEqual([]);
      expect(leaks(format('%o', { form }))).toEqual([]);
      expect(inspect(form)).toContain(form.action);
      expect(leaks(JSON.stringify(form)).length).toBeGreaterThan(2);
    }
    expect(inspect(forms[0])).toContain("no_order: 'order-1'");
  });
});

describe('JSON.stringify', () => {
  it('masks nothing: a queue needs the whole message', async () => {
    const request = Object.assign(new EasypayApplyRequest(), APPLY);
    expect(JSON.parse(JSON.stringify(request))).toEqual(APPLY);
    gateway.behave(() => signedResponse({ ...SUCCESS, token: PLANTED.token }, key));
    const response = await lianlian.easypayDirect.apply(APPLY);
    expect(JSON.parse(JSON.stringify(response))).toMatchObject({ token: PLANTED.token });
    const form = new RedirectForm('https://a.example/', { card_no: PLANTED.card_no });
    expect(JSON.parse(JSON.stringify(form))).toEqual({
      action: 'https://a.example/',
      method: 'POST',
      fields: { card_no: PLANTED.card_no },
    });
  });
});
