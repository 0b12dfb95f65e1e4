import { randomUUID } from 'node:crypto';

import { Redis } from 'ioredis';
import mysql from 'mysql2/promise';
import {
  type LianlianError,
  LianlianValidationError,
  MemoryInbox,
  type NotificationInbox,
} from 'nestjs-lianlian';
import { Pool } from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';

import { RedisInbox } from '../../../../lib/notifications/inbox/redis/index.js';
import { mysql2Executor, pgExecutor, SqlInbox } from '../../../../lib/notifications/inbox/sql/index.js';
import { OID_PARTNER, testKeys } from '../../../support/merchant.js';
import { type App, startLianlian } from '../../calls/support/app.js';
import { type Gateway, startGateway } from '../../calls/support/gateway.js';
import { signedResponse } from '../../calls/support/lianlian-side.js';
import { openEnvelope } from '../../calls/support/open-envelope.js';
import { describeWithSharedRedis, SHARED_REDIS } from './redis/needs-redis.js';
import { dropTables, tableName } from './sql/support/database.js';
import { mysqlUrl, postgresUrl } from './sql/support/servers.js';

const keys = testKeys();
/** After a change of the merchant's keys. */
const laterKeys = { ...testKeys(), lianlian: keys.lianlian };

const PAYOUT = {
  flag_card: 'personal',
  money_order: '49.95',
  dt_order: '20260801225714',
  card_no: '6222021001116245702',
  acct_name: '张三丰',
  info_order: '8月运费',
  memo: '运费',
  notify_url: 'https://shop.example/payout-notify',
  risk_item: { frms_ware_category: '1009' },
} as const;

const OTHERS = {
  flag_card: 'business',
  money_order: '49.96',
  dt_order: '20260801225715',
  card_no: '6222021001116245703',
  acct_name: '张无忌',
  info_order: '9月运费',
  memo: '费',
  notify_url: 'https://shop.example/other',
  bank_code: '01020000',
  bank_name: '工商银行',
  prcptcd: '102331000070',
  city_code: '330100',
  brabank_name: '西湖支行',
  platform: 'shop',
  risk_item: { frms_ware_category: '2009' },
};

interface Store {
  /** Opens the store as one more process does. */
  open(): NotificationInbox;
  /** What the store holds, as one text. */
  contents(): Promise<string>;
}

function leavesOnce(store: Store): void {
  let gateway: Gateway;
  let [one, other]: App[] = [];
  beforeAll(async () => {
    gateway = await startGateway();
    const options = (): object => ({ gateway: gateway.url, notifications: { inbox: store.open() } });
    one = await startLianlian(keys, options());
    other = await startLianlian(laterKeys, options());
  });
  afterAll(async () => {
    await Promise.all([one?.close(), other?.close()]);
    await gateway.stop();
  });
  beforeEach(() => {
    gateway.reset();
    gateway.behave(() =>
      signedResponse({ oid_partner: OID_PARTNER, ret_code: '0000', ret_msg: 'ok' }, keys.lianlian.privateKey),
    );
  });

  async function apply(app: App | undefined, request: object): Promise<unknown> {
    if (app === undefined) throw new Error('the app did not start');
    return app.lianlian.payouts.apply(request as never);
  }

  function sent(): Record<string, string>[] {
    return gateway.requests.map(({ fields }) =>
      JSON.parse(openEnvelope(fields['pay_load'] ?? '', keys.lianlian.privateKey)),
    );
  }

  async function refusal(call: Promise<unknown>): Promise<LianlianValidationError> {
    const error: unknown = await call.catch((reason: unknown) => reason);
    if (error instanceof LianlianValidationError) return error;
    throw new Error(`it was not refused: ${String(error)}`);
  }

  it('the same number leaves again with the same fields, from another process and with another key of the merchant', async () => {
    const request = { ...PAYOUT, no_order: randomUUID().slice(0, 30) };
    for (const app of [one, other, one]) await apply(app, request);
    const fields = sent().map(({ sign: _sign, ...others }) => others);
    expect(fields).toHaveLength(3);
    expect(new Set(fields.map((each) => JSON.stringify(each))).size).toBe(1);
    expect(new Set(gateway.requests.map(({ body }) => body)).size).toBe(3);
  });

  it.each(Object.entries(OTHERS))(
    'not with another %s, which is told by its name alone',
    async (name, value) => {
      const request = { ...PAYOUT, no_order: randomUUID().slice(0, 30) };
      await apply(one, { ...request, ...(name === 'flag_card' ? { bank_code: '01020000' } : {}) });
      gateway.reset();
      const error = await refusal(
        apply(other, {
          ...request,
          ...(name === 'flag_card' ? { bank_code: '01020000' } : {}),
          [name]: value,
        }),
      );
      expect(error.outcome).toBe('not-sent');
      expect(error.violations).toEqual([expect.objectContaining({ property: name, rule: 'sentOtherwise' })]);
      expect(error.message).toContain(request.no_order);
      for (const secret of [PAYOUT.card_no, PAYOUT.acct_name, OTHERS.card_no, OTHERS.acct_name])
        expect(error.message).not.toContain(secret);
      expect(gateway.requests).toEqual([]);
    },
  );

  it('a failure that LianLian tells is none while a later send may be under way, no matter whose', async () => {
    const request = { ...PAYOUT, no_order: randomUUID().slice(0, 30) };
    const told = { no_order: request.no_order, money_order: '49.95', dt_order: PAYOUT.dt_order };
    gateway.behave(({ path }) => {
      const isQuery = path === '/paymentapi/queryPayment.htm';
      const response = isQuery ? { ret_code: '0000', ...told, result_pay: 'FAILURE' } : { ret_code: '4104' };
      return signedResponse(
        { oid_partner: OID_PARTNER, ret_msg: 'ok', ...response },
        keys.lianlian.privateKey,
      );
    });
    const states = async (): Promise<unknown[]> => {
      const { no_order } = request;
      const states: unknown[] = [];
      for (const app of [one, other]) {
        const response = await app?.lianlian.payouts.query({ no_order, appliedAt: new Date() });
        states.push([response?.state, response?.final]);
      }
      return states;
    };
    const outcome = async (app: App | undefined): Promise<unknown> =>
      apply(app, request).catch((error: unknown) => (error as LianlianError).outcome);
    expect(await outcome(one)).toBe('failed');
    expect(await states()).toEqual([
      ['failed', true],
      ['failed', true],
    ]);
    expect(await outcome(other)).toBe('unknown');
    expect(await states()).toEqual([
      ['open', false],
      ['open', false],
    ]);
    const now = Date.now() + 31 * 60_000;
    vi.useFakeTimers({ toFake: ['Date'], now });
    expect(await states()).toEqual([
      ['failed', true],
      ['failed', true],
    ]);
    vi.useRealTimers();
  });

  it('a refusal says nothing of a payout that another process sent while it was refused', async () => {
    const request = { ...PAYOUT, no_order: randomUUID().slice(0, 30) };
    const answered = (ret_code: string): string =>
      signedResponse({ oid_partner: OID_PARTNER, ret_code, ret_msg: 'ok' }, keys.lianlian.privateKey);
    let sends = 0;
    gateway.behave((_request, response) => {
      if (++sends > 1) return answered('0000');
      void apply(other, request).then(() => response.end(answered('4104')));
      return undefined;
    });
    await expect(apply(one, request)).rejects.toMatchObject({ ret_code: '4104', outcome: 'unknown' });
    expect(sends).toBe(2);
  });

  it('of two that are sent at once with different amounts, one leaves', async () => {
    for (let round = 0; round < 8; round++) {
      gateway.reset();
      const request = { ...PAYOUT, no_order: randomUUID().slice(0, 30) };
      const results = await Promise.allSettled([
        apply(one, request),
        apply(other, { ...request, money_order: '50.00' }),
        apply(one, { ...request, card_no: OTHERS.card_no }),
      ]);
      expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      for (const result of results) {
        if (result.status === 'rejected') expect(result.reason).toMatchObject({ outcome: 'not-sent' });
      }
      expect(sent()).toHaveLength(1);
    }
  });

  it('the same number of another merchant, and another number, are other payouts', async () => {
    const request = { ...PAYOUT, no_order: randomUUID().slice(0, 30) };
    await apply(one, request);
    await apply(other, { ...request, no_order: `${request.no_order}/2`, money_order: '50.00' });
    expect(sent()).toHaveLength(2);
  });

  it('what is not valid is not noted', async () => {
    const request = { ...PAYOUT, no_order: randomUUID().slice(0, 30) };
    await refusal(apply(one, { ...request, money_order: '0' }));
    await apply(other, request);
    expect(sent()).toHaveLength(1);
  });

  it('the store holds neither a card nor a name', async () => {
    const request = { ...PAYOUT, no_order: randomUUID().slice(0, 30) };
    await apply(one, request);
    const contents = await store.contents();
    expect(contents).toContain(request.no_order);
    for (const secret of [
      PAYOUT.card_no,
      PAYOUT.card_no.slice(-6),
      PAYOUT.acct_name,
      encodeURIComponent(PAYOUT.acct_name),
    ])
      expect(contents).not.toContain(secret);
  });
}

describe('a payout whose inbox is in memory', () => {
  const inbox = new MemoryInbox();
  const notes: string[] = [];
  const kept: NotificationInbox = {
    once: (key, outcome, work, limits) => {
      notes.push(`${key} ${outcome}`);
      return inbox.once(key, outcome, work, limits);
    },
    recall: (key) => inbox.recall(key),
  };
  leavesOnce({ open: () => kept, contents: () => Promise.resolve(notes.join('\n')) });

  it('is not sent where the store cannot be reached', async () => {
    const gateway = await startGateway();
    const away = (): Promise<never> => Promise.reject(new Error('the store is away'));
    const broken: NotificationInbox = { once: away, recall: away };
    const app = await startLianlian(keys, { gateway: gateway.url, notifications: { inbox: broken } });
    const error: unknown = await app.lianlian.payouts
      .apply({ ...PAYOUT, no_order: 'away' })
      .catch((reason: unknown) => reason);
    expect(error).toMatchObject({ name: 'LianlianTransportError', outcome: 'not-sent' });
    expect(error).toHaveProperty('cause.message', 'the store is away');
    // Another process may have sent the same one: nobody is told to send it anew.
    expect(String(error)).toContain(
      "This call sent nothing, but an earlier one may have. When the inbox's store can be reached, call payouts.settle with the same no_order and the same fields",
    );
    expect(gateway.requests).toEqual([]);
    await app.close();
    await gateway.stop();
  });

  it('is not sent where the store does not answer in the time of the call, nor where it is always busy', async () => {
    const gateway = await startGateway();
    const never = (): Promise<never> => new Promise(() => undefined);
    const hanging: NotificationInbox = { once: never, recall: never };
    const busy: NotificationInbox = {
      once: () => Promise.resolve({ status: 'busy' }),
      recall: () => Promise.resolve(undefined),
    };
    for (const stuck of [hanging, busy]) {
      const app = await startLianlian(keys, { gateway: gateway.url, notifications: { inbox: stuck } });
      const call = app.lianlian.payouts.apply({ ...PAYOUT, no_order: 'stuck' }, { timeoutMs: 400 });
      await expect(call).rejects.toMatchObject({
        ...{ name: 'LianlianTransportError', outcome: 'not-sent' },
        message: expect.stringContaining(
          'It sent nothing, but an earlier one may have: call payouts.settle with the same no_order',
        ) as string,
      });
      await app.close();
    }
    expect(gateway.requests).toEqual([]);
    await gateway.stop();
  });
});

await describeWithSharedRedis('a payout whose inbox is in Redis', () => {
  const prefix = `lianlian:test:${randomUUID()}:`;
  const clients: Redis[] = [];
  const connect = (): Redis => {
    const client = new Redis(SHARED_REDIS);
    clients.push(client);
    return client;
  };
  afterAll(() => {
    for (const client of clients) client.disconnect();
  });
  leavesOnce({
    open: () => new RedisInbox(connect(), { prefix, retentionMs: 60_000 }),
    contents: async () => {
      const client = connect();
      const names = await client.keys(`${prefix}*`);
      return [...names, ...(await client.mget(names))].join('\n');
    },
  });
});

const [postgres, mysqlServer] = [await postgresUrl(), await mysqlUrl()];

describe.skipIf(postgres === undefined)('a payout whose inbox is in PostgreSQL', () => {
  const pool = new Pool({ connectionString: postgres });
  const [executor, table] = [pgExecutor(pool), tableName('inbox')];
  beforeAll(() => new SqlInbox(executor, { table }).ensureSchema());
  afterAll(async () => {
    await dropTables(executor, [table]);
    await pool.end();
  });
  leavesOnce({
    open: () => new SqlInbox(executor, { table }),
    contents: async () => JSON.stringify(await executor.query(`SELECT * FROM ${table}`, [])),
  });
});

describe.skipIf(mysqlServer === undefined)('a payout whose inbox is in MariaDB', () => {
  const pool = mysql.createPool({ uri: mysqlServer ?? '' });
  const [executor, table] = [mysql2Executor(pool), tableName('inbox')];
  beforeAll(() => new SqlInbox(executor, { table }).ensureSchema());
  afterAll(async () => {
    await dropTables(executor, [table]);
    await pool.end();
  });
  leavesOnce({
    open: () => new SqlInbox(executor, { table }),
    contents: async () => {
      const rows = JSON.stringify(await executor.query(`SELECT * FROM ${table}`, []));
      return rows.replace(/\{"type":"Buffer","data":\[([\d,]*)\]\}/g, (_all, bytes: string) =>
        Buffer.from(bytes.split(',').map(Number)).toString('utf8'),
      );
    },
  });
});
