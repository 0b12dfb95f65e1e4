import { LianlianConfigError, LianlianModule, MemoryInbox, RedirectForm } from 'nestjs-lianlian';
import { describe, expect, it } from 'vitest';

import { LianlianDeadLetters } from '../../../../lib/notifications/queue/dead-letters.js';
import { LianlianQueueModule } from '../../../../lib/bullmq/lianlian-queue.module.js';
import { queueSettingsOf } from '../../../../lib/bullmq/queue-settings.js';
import { createSettings } from '../../../../lib/config/create-settings.js';
import { RedisInbox } from '../../../../lib/notifications/inbox/redis/redis-inbox.js';
import { inboxTableSql } from '../../../../lib/notifications/inbox/sql/inbox-table.js';
import type { SqlDialect } from '../../../../lib/notifications/inbox/sql/sql-executor.js';
import { SqlInbox } from '../../../../lib/notifications/inbox/sql/sql-inbox.js';
import { LianlianOtelModule } from '../../../../lib/otel/lianlian-otel.module.js';
import { LianlianPrometheusModule } from '../../../../lib/prometheus/lianlian-prometheus.module.js';
import { PaymentQueriesService } from '../../../../lib/queries/payment-queries.service.js';
import { ReportService } from '../../../../lib/reports/report.service.js';
import { fetchReport } from '../../../../lib/sftp/fetch-report.js';
import { LianlianHealthIndicator } from '../../../../lib/terminus/lianlian-health.indicator.js';
import { inboxConformance } from '../../../../lib/testing/inbox-conformance.js';
import { queueConformance } from '../../../../lib/testing/queue-conformance.js';
import { OID_PARTNER, testKeys } from '../../../support/merchant.js';

const keys = testKeys();
const merchant = {
  oidPartner: OID_PARTNER,
  privateKey: keys.merchant.privateKey,
  lianlianPublicKey: keys.lianlian.publicKey,
};
/** Nothing of it is reached: the options are read first. */
const none = {} as never;
const order = { product: 'aggregate', no_order: 'o-1', dt_order: '20260101000000' } as const;
const queries = new PaymentQueriesService(none);
const executor = (dialect: SqlDialect): never =>
  ({ dialect, query: () => undefined, transaction: () => undefined }) as never;
const nothing = (): Promise<void> => Promise.resolve();
const connection = 'redis://127.0.0.1:6379';
const suite = { open: nothing, contents: nothing };

/** Text, or a list, or null, in the place of a number; and the numbers that nobody means. */
const NEVER = [NaN, -1, -Infinity, '1000', '', null, true, [5], {}, 5n, new Date(5)];
const NO_TIME = [...NEVER, 0, 0.5, Infinity, 2_147_483_648, 1e300];

type Act = (options: never) => unknown;

/** Everything that takes numbers: how it is given them, under which name, and what it does not take. */
const NUMBERS: readonly (readonly [option: string, act: Act, refused: readonly unknown[]])[] = [
  ...(
    [
      ['http', ['timeoutMs', 'connections']],
      ['merchantCache', ['ttlMs', 'unknownTtlMs', 'capacity', 'unknownPerSecond', 'timeoutMs']],
      ['notifications', ['leaseMs', 'budgetMs', 'maxHandlingMs', 'maxConcurrent']],
      ['sweeper', ['everyMs', 'olderThanMs', 'perSecond']],
    ] as const
  ).flatMap(([group, names]) =>
    names.map((name) => {
      const act = (options: object): unknown => createSettings({ ...merchant, [group]: options });
      return [`${group}.${name}`, act, NO_TIME] as const;
    }),
  ),
  ...['attempts', 'keepCompletedMs', 'timeoutMs'].map((name) => {
    const act = (options: object): unknown => queueSettingsOf({ connection, ...options });
    return [`LianlianQueueModule ${name}`, act, NO_TIME] as const;
  }),
  ...['firstMs', 'maxMs'].map((name) => {
    const act = (backoff: object): unknown => queueSettingsOf({ connection, backoff });
    return [`LianlianQueueModule backoff.${name}`, act, NO_TIME] as const;
  }),
  ...['concurrency', 'stalledMs'].map((name) => {
    const act = (worker: object): unknown => queueSettingsOf({ connection, worker });
    return [`LianlianQueueModule worker.${name}`, act, NO_TIME] as const;
  }),
  ['deadLetters.list offset', (page) => new LianlianDeadLetters(none).list(page), NEVER],
  ['deadLetters.list limit', (page) => new LianlianDeadLetters(none).list(page), NO_TIME],
  ['waitForResult everyMs', (how) => queries.waitForResult(order, how), NO_TIME],
  ['waitForResult timeoutMs', (how) => queries.waitForResult(order, how), NO_TIME],
  ['waitForResult everyMs', (how) => queries.waitForResult$(order, how), NO_TIME],
  ['waitForResult timeoutMs', (how) => queries.waitForResult$(order, how), NO_TIME],
  ['MemoryInbox capacity', (options) => new MemoryInbox(options), NO_TIME],
  ['RedisInbox timeoutMs', (options) => new RedisInbox(none, options), NO_TIME],
  ['RedisInbox retentionMs', (options) => new RedisInbox(none, options), [...NEVER, 0, 0.5, 1e300]],
  ...(['postgres', 'mysql'] as const).flatMap((dialect) => {
    const sql = (options: never): unknown => new SqlInbox(executor(dialect), options);
    const once = (limits: never): unknown => new SqlInbox(executor(dialect)).once('k', '', nothing, limits);
    return [
      ['SqlInbox retentionDays', sql, [...NEVER, 0, Infinity, 36_501]],
      ['once leaseMs', once, [...NEVER, 0]],
      ['once maxHandlingMs', once, [...NEVER, 0]],
    ] as const;
  }),
  ...['leaseMs', 'maxHandlingMs'].flatMap((name) => {
    const redis = { evalsha: nothing, eval: nothing } as never;
    return [
      [`once ${name}`, (limits: never) => new MemoryInbox().once('k', '', nothing, limits), [...NEVER, 0]],
      [
        `once ${name}`,
        (limits: never) => new RedisInbox(redis).once('k', '', nothing, limits),
        [...NEVER, 0],
      ],
    ] as const;
  }),
  ['isHealthy inboxTimeoutMs', (how) => new LianlianHealthIndicator(none, none).isHealthy('a', how), NO_TIME],
  [
    'isHealthy maxSilenceMs',
    (how) => new LianlianHealthIndicator(none, none).isHealthy('a', how),
    [...NEVER, 0, 0.5, Infinity],
  ],
  ['LianlianOtelModule rememberedPayments', (options) => LianlianOtelModule.forRoot(options), NEVER],
  ['reports.read maxLineBytes', (options) => new ReportService().read('a.txt', options), NO_TIME],
  [
    'reports.readSummary maxLineBytes',
    (options) => new ReportService().readSummary('a.txt', options),
    NO_TIME,
  ],
  ['reports.reconcile maxInMemory', (options) => new ReportService().reconcile([], [], options), NEVER],
  ...['port', 'readyTimeout', 'timeout', 'keepaliveInterval'].map((name) => {
    const act = (connect: never): unknown => fetchReport({ fileName: 'a.txt', connect });
    return [`fetchReport connect.${name}`, act, [...NEVER, 0.5, Infinity]] as const;
  }),
  [
    'inboxConformance leaseMs',
    (how: object) => inboxConformance({ open: nothing, ...how } as never),
    NO_TIME,
  ],
];

async function problemsOf(act: () => unknown): Promise<readonly string[]> {
  try {
    await act();
  } catch (error) {
    if (error instanceof LianlianConfigError) return error.problems.map(({ option }) => option);
    throw error;
  }
  throw new Error('it was taken');
}

async function messageOf(act: () => unknown): Promise<string> {
  try {
    await act();
  } catch (error) {
    if (error instanceof LianlianConfigError) return error.message;
    throw error;
  }
  throw new Error('it was taken');
}

describe('a number', () => {
  it.each(NUMBERS)('%s takes none that nobody means', async (option, act, refused) => {
    const name = option.slice(Math.max(option.lastIndexOf(' '), option.lastIndexOf('.')) + 1);
    for (const value of refused) {
      expect(await problemsOf(() => act({ [name]: value } as never)), String(value)).toEqual([option]);
    }
  });
});

/** Everything that takes options: how it is given one that is misspelt, and what is meant. */
const MISSPELT: readonly (readonly [what: string, act: () => unknown, said: string])[] = [
  ['waitForResult', () => queries.waitForResult(order, { timeoutms: 5 } as never), 'timeoutMs'],
  ['waitForResult$', () => queries.waitForResult$(order, { every: 5, everMs: 5 } as never), 'everyMs'],
  ['MemoryInbox', () => new MemoryInbox({ capcity: 5 } as never), 'capacity'],
  ['RedisInbox', () => new RedisInbox(none, { prefx: 'a' } as never), 'prefix'],
  ['SqlInbox', () => new SqlInbox(executor('mysql'), { retentionDay: 5 } as never), 'retentionDays'],
  ['SqlInbox of PostgreSQL', () => new SqlInbox(executor('postgres'), { tabel: 'a' } as never), 'table'],
  ['inboxTableSql', () => inboxTableSql('postgres', { tabel: 'a' } as never), 'table'],
  ['once', () => new MemoryInbox().once('k', '', nothing, { leasems: 5 } as never), 'leaseMs'],
  [
    'LianlianQueueModule',
    () => queueSettingsOf({ connection, worker: { concurency: 1 } } as never),
    'concurrency',
  ],
  ['deadLetters.list', () => new LianlianDeadLetters(none).list({ limits: 5 } as never), 'limit'],
  [
    'isHealthy',
    () => new LianlianHealthIndicator(none, none).isHealthy('a', { maxSilence: 5, maxSilenceMS: 5 } as never),
    'maxSilenceMs',
  ],
  ['LianlianOtelModule', () => LianlianOtelModule.forRoot({ tracerProvder: {} } as never), 'tracerProvider'],
  ['LianlianPrometheusModule', () => LianlianPrometheusModule.forRoot({ bucket: [1] } as never), 'buckets'],
  ['fetchReport', () => fetchReport({ filename: 'a.txt', client: {} } as never), 'fileName'],
  ['reports.read', () => new ReportService().read('a.txt', { onBadLines: nothing } as never), 'onBadLine'],
  [
    'reports.readSummary',
    () => new ReportService().readSummary('a', { encodng: 'utf-8' } as never),
    'encoding',
  ],
  ['reports.reconcile', () => new ReportService().reconcile([], [], { refund: [] } as never), 'refunds'],
  [
    'toHtml',
    () => new RedirectForm('https://a.example', {}).toHtml({ autosubmt: false } as never),
    'autoSubmit',
  ],
  ['inboxConformance', () => inboxConformance({ open: nothing, durabel: true } as never), 'durable'],
  ['queueConformance', () => queueConformance({ ...suite, durble: false } as never), 'durable'],
  ['forRootAsync', () => LianlianModule.forRootAsync({ useFactory: nothing, inejct: [] } as never), 'inject'],
  [
    'LianlianQueueModule.forRootAsync',
    () => LianlianQueueModule.forRootAsync({ useFactory: nothing, isGlobl: true } as never),
    'isGlobal',
  ],
];

describe('an option', () => {
  it.each(MISSPELT)(
    'of %s that is misspelt is refused, with the one that was meant',
    async (_what, act, meant) => {
      expect(await messageOf(act)).toContain(`is not an option: did you mean ${meant}?`);
    },
  );

  const page = new RedirectForm('https://a.example', {});
  it.each<readonly [string, () => unknown, string]>([
    ['nonce', () => page.toHtml({ nonce: 5 } as never), 'toHtml nonce: must be text'],
    [
      'autoSubmit',
      () => page.toHtml({ autoSubmit: 'false' } as never),
      'toHtml autoSubmit: must be true or false',
    ],
    ['options', () => page.toHtml(null as never), 'toHtml: its options: must be an object'],
    ['a Map', () => new MemoryInbox(new Map() as never), 'its options: must be an object with any of'],
    ['prefix', () => new RedisInbox(none, { prefix: 5 } as never), 'RedisInbox prefix: must be text'],
    [
      'edition',
      () => new ReportService().read('a', { edition: 'pipes' } as never),
      "edition: must be one of 'pipe'",
    ],
    ['onBadLine', () => new ReportService().read('a', { onBadLine: true } as never), 'must be a function'],
    [
      'refunds',
      () => new ReportService().reconcile([], [], { refunds: 5 } as never),
      'refunds: must be a list',
    ],
    ['fileName', () => fetchReport({ client: {} } as never), "fileName: must be a file's name"],
    ['connect', () => fetchReport({ fileName: 'a.txt' } as never), 'connect: is missing, and so is client'],
    ['dialect', () => inboxTableSql('mariadb' as never), "dialect: is 'postgres'"],
    ['dialect', () => new SqlInbox(executor('PostgreSQL' as never)), "dialect: is 'postgres'"],
    [
      'tracerProvider',
      () => LianlianOtelModule.forRoot({ tracerProvider: {} } as never),
      'a method getTracer()',
    ],
    ['register', () => LianlianPrometheusModule.forRoot({ register: {} } as never), 'registerMetric()'],
    ['prefix', () => LianlianPrometheusModule.forRoot({ prefix: 'my-shop' }), 'an underscore'],
    ['buckets', () => LianlianPrometheusModule.forRoot({ buckets: [1, 0.5] }), 'larger than the one before'],
    [
      'LianlianPrometheusModule',
      () => LianlianPrometheusModule.forRootAsync({}),
      'needs useFactory, useClass or useExisting',
    ],
    [
      'LianlianOtelModule',
      () => LianlianOtelModule.forRootAsync({}),
      'needs useFactory, useClass or useExisting',
    ],
    [
      'durable',
      () => inboxConformance({ open: nothing, durable: 'yes' } as never),
      'durable: must be true or false',
    ],
    ['open', () => queueConformance({ contents: nothing } as never), 'open: must be a function'],
    [
      'isGlobal',
      () => LianlianModule.forRoot({ ...merchant, isGlobal: 'false' } as never),
      'isGlobal: must be true',
    ],
    [
      'isGlobal',
      () => LianlianQueueModule.forRootAsync({ useFactory: nothing, isGlobal: 0 } as never),
      'isGlobal: must be true',
    ],
    [
      'useFactory',
      () => LianlianModule.forRootAsync({ useFactory: {} } as never),
      'useFactory: must be a function',
    ],
    ['a group', () => createSettings({ ...merchant, sweeper: [] } as never), 'sweeper: must be an object'],
    [
      'group',
      () => createSettings({ ...merchant, sweeper: new Map() } as never),
      'sweeper: must be an object',
    ],
  ])('%s of another type is refused', async (_option, act, said) => {
    expect(await messageOf(act)).toContain(said);
  });

  it('is named to users by the option and a sentence alone', () => {
    let error: unknown;
    try {
      new MemoryInbox({ capacity: 0 });
    } catch (thrown) {
      error = thrown;
    }
    if (!(error instanceof LianlianConfigError)) throw new Error('nothing was refused');
    const message = 'must be a whole number from 1 to 2147483647';
    expect(error.problems).toEqual([{ option: 'MemoryInbox capacity', message }]);
  });

  it('is taken where it is right, left out, or undefined', async () => {
    const reports = new ReportService();
    new MemoryInbox({ capacity: 1 });
    new SqlInbox(executor('mysql'), { table: 'a', retentionDays: 1.5 });
    new SqlInbox(executor('postgres'), { table: undefined, retentionDays: 36_500 });
    reports.reconcile([], [], { refunds: new Set(), maxInMemory: 0, tempDir: '/tmp' });
    reports.read('a', { encoding: 'gb18030', maxLineBytes: 9, edition: 'comma', onBadLine: nothing });
    expect(page.toHtml({ nonce: '', title: '', autoSubmit: undefined })).toContain('submit.call');
    expect(LianlianOtelModule.forRoot({ rememberedPayments: 0 }).module).toBe(LianlianOtelModule);
    expect(queries.waitForResult$(order, { everyMs: 1, timeoutMs: 2_147_483_647 })).toHaveProperty(
      'subscribe',
    );
    expect(await new MemoryInbox().once('k', '', nothing, { leaseMs: 0.5, maxHandlingMs: Infinity })).toEqual(
      {
        status: 'ran',
      },
    );
  });

  it('of a method speaks of the method, and not of a start', async () => {
    expect(await messageOf(() => queries.waitForResult(order, { timeoutMs: NaN }))).toBe(
      'LianLian was not asked:\n  - waitForResult timeoutMs: must be a whole number from 1 to 2147483647',
    );
  });
});
