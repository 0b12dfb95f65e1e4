/**
 * A shop and a sandbox in a process of their own, with secrets in everything that they say to each other. What a shop
 * might print of it goes to the parent as exhibits; what they print themselves is on stdout and stderr.
 *
 * `fork(file, [adapter])`
 */
import 'reflect-metadata';

import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { format, inspect } from 'node:util';

import { Catch, ConsoleLogger, Controller, type INestApplication, Module } from '@nestjs/common';
import { BaseExceptionFilter, NestFactory } from '@nestjs/core';
import { HealthIndicatorService, TerminusModule } from '@nestjs/terminus';
import { ExpressAdapter } from '@nestjs/platform-express';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import {
  LianlianController,
  LianlianEvents,
  LianlianModule,
  LianlianService,
  type PaymentNotification,
  type PaymentReturn,
} from 'nestjs-lianlian';
import { LianlianSandbox, signNotification } from 'nestjs-lianlian/testing';

import { LIANLIAN_SETTINGS } from '../../../lib/config/settings.js';
import { LIANLIAN_OPTIONS } from '../../../lib/lianlian.module-definition.js';
import { LianlianHealthIndicator } from '../../../lib/terminus/index.js';
import { controlRoutes } from '../../../lib/sandbox/control/routes.js';
import { PLANTED, type Secrets } from './planted.js';
import { broken, plantedCalls } from './planted-calls.js';

export interface Report {
  readonly secrets: Secrets;
  readonly exhibits: readonly (readonly [name: string, text: string])[];
  /** What became of each call: `answered`, or the name of its error. */
  readonly outcomes: Readonly<Record<string, string>>;
  readonly statuses: readonly number[];
}

const exhibits: [string, string][] = [];
const outcomes: Record<string, string> = {};
const secrets: Record<string, string> = { ...PLANTED };
const statuses: number[] = [];
let expected: unknown = { money_order: '49.95' };
let handlerFails = false;

const DEEP = { depth: Infinity, showHidden: true, maxArrayLength: null, maxStringLength: null } as const;

function show(name: string, value: unknown): void {
  exhibits.push([
    name,
    `${inspect(value, DEEP)}\n${format('%s %o %O', value, value, value)}\n${String(value)}`,
  ]);
}

/** An error in every way that it may get into a log. */
function showError(name: string, error: unknown): void {
  show(name, error);
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    exhibits.push([
      name,
      [cause.message, cause.stack ?? '', JSON.stringify(cause), cause.toString()].join('\n'),
    ]);
  }
  exhibits.push([name, format('%j', error)]);
}

@Controller('payments')
class PaymentsController extends LianlianController() {
  override expectedPayment(): never {
    return expected as never;
  }
  override onPayment(notification: PaymentNotification): void {
    show('a notification', notification);
    if (handlerFails) throw new Error('a handler of the shop');
  }
  override onReturn(result: PaymentReturn): string {
    show('a return', result);
    return '/orders';
  }
}

/** What a shop does that logs every error in full. */
@Catch()
class LogsAll extends BaseExceptionFilter {
  override catch(error: unknown, host: Parameters<BaseExceptionFilter['catch']>[1]): void {
    showError('an exception', error);
    super.catch(error, host);
  }
}

/** Answers everything with what it was sent, in one way or another. */
const ECHOES: Readonly<Record<string, (body: string, echoed: { status: number; text: string }) => void>> = {
  html: (body, echoed) => (echoed.text = `<html>${body}</html>`),
  error: (body, echoed) => ((echoed.status = 500), (echoed.text = body)),
  unsigned: (body, echoed) =>
    (echoed.text = JSON.stringify({ ...(JSON.parse(body) as object), ret_code: '0000' })),
  refusal: (body, echoed) =>
    (echoed.text = JSON.stringify({
      ret_code: '1004',
      ret_msg: Object.values(JSON.parse(body) as object).join(' '),
    })),
};
let echo = 'html';
const gateway = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    const echoed = { status: 200, text: '' };
    const make = ECHOES[echo];
    if (make === undefined) return void request.socket.destroy();
    make(Buffer.concat(chunks).toString(), echoed);
    response.writeHead(echoed.status).end(echoed.text);
  });
});

async function callAll(
  where: string,
  lianlian: LianlianService,
  now: Date,
  change?: Parameters<typeof plantedCalls>[1],
): Promise<void> {
  for (const { name, run } of plantedCalls(now, change)) {
    const title = `${name} (${where})`;
    try {
      const response = await run(lianlian);
      outcomes[title] = 'answered';
      note(response);
      show(title, response);
    } catch (error) {
      outcomes[title] = error instanceof Error ? error.name : 'no error';
      showError(title, error);
    }
  }
}

/** Tokens that a response brings are secrets, too. */
function note(response: unknown): void {
  for (const name of ['token', 'no_agree']) {
    const value: unknown =
      typeof response === 'object' && response !== null ? Reflect.get(response, name) : undefined;
    if (typeof value === 'string' && value !== '')
      secrets[`${name} ${String(Object.keys(secrets).length)}`] = value;
  }
}

async function start(
  adapter: string,
  options: Parameters<typeof LianlianModule.forRoot>[0],
  port: number,
): Promise<INestApplication> {
  @Module({
    imports: [LianlianModule.forRoot(options), TerminusModule],
    providers: [LianlianHealthIndicator],
    controllers: [PaymentsController],
  })
  class ShopModule {}
  const http = adapter === 'express' ? new ExpressAdapter() : new FastifyAdapter();
  const logger = new ConsoleLogger({ logLevels: ['verbose', 'debug', 'log', 'warn', 'error', 'fatal'] });
  const app = await NestFactory.create(ShopModule, http, { logger });
  app.useGlobalFilters(new LogsAll(app.getHttpAdapter()));
  await app.listen(port, '127.0.0.1');
  return app;
}

async function exchangeNotifications(
  url: string,
  sandbox: LianlianSandbox,
  oid_partner: string,
): Promise<void> {
  // Fields that LianLian could send, all of which print masked.
  const { phone: _phone, full_name: _name, ...signedSecrets } = PLANTED;
  const fields = (oid_paybill: string): Record<string, string> => ({
    ...signedSecrets,
    oid_partner,
    no_order: `n${oid_paybill}`,
    dt_order: '20261121120000',
    oid_paybill,
    money_order: '49.95',
    pay_type: 'D',
    result_pay: 'SUCCESS',
  });
  const send = async (body: string, path = 'notify', type = 'text/json'): Promise<void> => {
    const response = await fetch(`${url}/payments/${path}`, {
      method: 'POST',
      headers: { 'content-type': type },
      body,
      redirect: 'manual',
    });
    statuses.push(response.status);
    exhibits.push(['a response to a notification', await response.text()]);
  };
  const sign = (given: Record<string, string>): Record<string, string> =>
    signNotification(given, sandbox.lianlianPrivateKey);
  const json = (given: Record<string, string>): string => JSON.stringify(sign(given));
  await send(json(fields('1')));
  await send(JSON.stringify({ ...sign(fields('2')), money_order: '1' }));
  await send(json(fields('2')).slice(0, -9));
  await send(json({ ...fields('2'), oid_partner: '201304121000000000' }));
  await send(json({ ...fields('2'), money_order: 'x' }));
  await send(json({ ...fields('2'), result_pay: 'FAILURE' }));
  for (const returned of [
    null,
    { money_order: '1.00' },
    { money_order: 4995 },
    { money_order: '49.95', oid_paybill: 'x' },
  ]) {
    expected = returned;
    await send(json(fields('3')));
  }
  expected = { money_order: '49.95' };
  handlerFails = true;
  await send(json(fields('4')));
  handlerFails = false;
  await send(json({ ...fields('6'), no_order: 'n1' }));
  await send(json({ ...fields('7'), pay_type: '' }));
  const form = 'application/x-www-form-urlencoded';
  await send(new URLSearchParams(sign(fields('5'))).toString(), 'return', form);
  await send(new URLSearchParams({ ...sign(fields('5')), no_order: '2' }).toString(), 'return', form);
}

/** Everything that a sandbox tells: its own members, and each GET of its control API. */
async function showSandbox(sandbox: LianlianSandbox): Promise<void> {
  const orders = ['a2', 'card', 'g1'];
  exhibits.push([
    'sandbox.requests',
    `${inspect(sandbox.requests, DEEP)}\n${JSON.stringify(sandbox.requests)}`,
  ]);
  const views = orders.flatMap((order) => [
    () => sandbox.transaction(order),
    () => sandbox.deliveries(order),
    () => sandbox.refunds(order),
  ]);
  const { payouts: paidOut } = sandbox;
  const ofPayouts = ['p1', 'p2'].flatMap((payout) => [
    () => paidOut.get(payout),
    () => paidOut.deliveries(payout),
  ]);
  for (const view of [...views, ...ofPayouts, () => sandbox.cards('u-1')]) {
    try {
      const value: unknown = view();
      exhibits.push(['what the sandbox knows', `${inspect(value, DEEP)}\n${JSON.stringify(value)}`]);
    } catch (error) {
      showError('what the sandbox knows', error);
    }
  }
  const payouts = ['p1', 'p2'];
  const inChina = new Date(sandbox.clock.now().getTime() + 8 * 60 * 60_000).toISOString();
  const [day, month] = [inChina.slice(0, 10), inChina.slice(0, 7)];
  const names = {
    ...{ 'orders/*': orders, 'payouts/*': payouts, 'requests/*': await requestIds(sandbox) },
    ...{ 'reports/*': [day, month], 'reports/*/summary': [day], 'reports/*/contents': [day, month] },
  };
  for (const { method, path } of controlRoutes) {
    if (method !== 'GET' || path === 'events') continue;
    for (const name of path.includes('*') ? (Reflect.get(names, path) as string[]) : ['']) {
      const response = await fetch(`${sandbox.url}/_sandbox/${path.replace('*', name)}`);
      outcomes[`GET ${path}`] = String(response.status);
      exhibits.push([`GET /_sandbox/${path}`, await response.text()]);
    }
  }
}

async function requestIds(sandbox: LianlianSandbox): Promise<string[]> {
  const response = await fetch(`${sandbox.url}/_sandbox/requests`);
  const { requests } = (await response.json()) as { requests: { id: string }[] };
  return requests.map(({ id }) => id);
}

const adapter = process.argv[2] ?? '';
const sandbox = await LianlianSandbox.start({ modulusLength: 1024 });
const { oidPartner, privateKey } = sandbox.options;
const pem = sandbox.lianlianPrivateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
// A line of each key's text, and the number that is all that it keeps secret.
for (const [name, key] of Object.entries({ merchant: privateKey, lianlian: pem }))
  secrets[`${name} key`] = key.split('\n')[5] ?? '';

const app = await start(
  adapter,
  { ...sandbox.options, notifyUrl: 'http://127.0.0.1:9/notify', returnUrl: 'http://127.0.0.1:9/return' },
  0,
);
const url = `http://127.0.0.1:${String((app.getHttpServer().address() as AddressInfo).port)}`;
const lianlian = app.get(LianlianService);
app.get(LianlianEvents).all$.subscribe((event) => {
  exhibits.push(['an event', `${inspect(event, DEEP)}\n${JSON.stringify(event)}`]);
});
const now = sandbox.clock.now();
await callAll('sandbox', lianlian, now);
await sandbox.pay('a2').catch(() => undefined);
const { token } = await lianlian.easypayDirect.apply({ ...(await cardOrder(now)) } as never);
note({ token });
show(
  'the SMS step',
  await lianlian.easypayDirect.verify({
    no_order: 'card2',
    dt_order: now,
    money_order: '49.95',
    token: token ?? '',
    verify_code: '123456',
  }),
);
await callAll('broken', lianlian, now, broken);
await exchangeNotifications(url, sandbox, oidPartner);

await new Promise<void>((resolve) => gateway.listen(0, '127.0.0.1', resolve));
const echoing = await NestFactory.createApplicationContext(
  LianlianModule.forRoot({
    ...sandbox.options,
    gateway: `http://127.0.0.1:${String((gateway.address() as AddressInfo).port)}`,
    notifyUrl: 'http://127.0.0.1:9/notify',
    returnUrl: 'http://127.0.0.1:9/return',
    http: { timeoutMs: 2_000 },
  }),
);
for (echo of [...Object.keys(ECHOES), 'nothing'])
  await callAll(`echo: ${echo}`, echoing.get(LianlianService), now);

const health = app.get(LianlianHealthIndicator);
for (const options of [{}, { maxSilenceMs: 1 }])
  exhibits.push(['health', JSON.stringify(await health.isHealthy('lianlian', options))]);
exhibits.push(['counters', JSON.stringify(app.get(LianlianEvents).counts())]);
for (const [name, token_] of Object.entries({
  LianlianService,
  LianlianEvents,
  LIANLIAN_SETTINGS,
  LIANLIAN_OPTIONS,
  HealthIndicatorService,
  LianlianHealthIndicator,
})) {
  show(name, app.get(token_ as symbol, { strict: false }));
}
for (const name of Object.keys(lianlian)) show(`lianlian.${name}`, Reflect.get(lianlian, name));
await showSandbox(sandbox);

await echoing.close();
gateway.closeAllConnections();
gateway.close();
await app.close();
await sandbox.stop();
process.send?.({ secrets, exhibits, outcomes, statuses } satisfies Report, () => process.exit());

function cardOrder(time: Date): Promise<object> {
  let given: object = {};
  const apply = plantedCalls(time, (fields) => {
    given = { ...fields, no_order: 'card2' };
    throw new Error('only the fields are wanted');
  }).find(({ name }) => name === 'easypayDirect.apply');
  return (apply?.run(lianlian) ?? Promise.resolve()).then(
    () => given,
    () => given,
  );
}
