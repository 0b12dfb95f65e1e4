import type { AddressInfo } from 'node:net';

import { Body, Controller, type INestApplication, Ip, Module, Post } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { ExpressAdapter, type NestExpressApplication } from '@nestjs/platform-express';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import {
  LianlianModule,
  type LianlianModuleOptions,
  LianlianService,
  LianlianValidationError,
} from 'nestjs-lianlian';
import { LianlianSandbox } from 'nestjs-lianlian/testing';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';

import { type Adapter, ADAPTERS } from '../../support/adapters.js';
import { RecordingLogger } from '../../support/recording-logger.js';
import { EASYPAY_PAGE, PAGE } from './support/samples.js';

const FULL = '2001:db8:1111:2222:3333:4444:5555:6666';
const OTHER = '2408:8456:1e40:2b3c:18a2:6fff:fe3c:9d21';
const ORDER = { ...EASYPAY_PAGE, notify_url: 'https://shop.example/notify' };
const BANK = { pay_type: '1', bank_code: '01050000' } as const;

/** What each API that takes a payer's address is asked for, and what it sends. */
const APIS: Readonly<
  Record<string, (lianlian: LianlianService, userreq_ip: string) => Promise<string | undefined>>
> = {
  'aggregate.redirect': async ({ aggregateRedirect }, userreq_ip) =>
    (await aggregateRedirect.createForm({ ...PAGE, notify_url: ORDER.notify_url, userreq_ip })).fields[
      'userreq_ip'
    ],
  'easypay.webRedirect': async ({ easypayRedirect }, userreq_ip) => {
    const { fields } = await easypayRedirect.createWebForm({
      ...ORDER,
      url_return: ORDER.notify_url,
      userreq_ip,
    });
    return fields['userreq_ip'] ?? sentIn(fields['req_data']);
  },
  'onlineBanking.redirect': async ({ onlineBanking }, userreq_ip) => {
    const { fields } = await onlineBanking.createForm({
      ...ORDER,
      ...BANK,
      url_return: ORDER.notify_url,
      userreq_ip,
    });
    return fields['userreq_ip'];
  },
  'unified.create': async ({ unifiedGateway }, userreq_ip) => {
    await unifiedGateway.create({
      ...PAGE,
      notify_url: ORDER.notify_url,
      no_order: `order-${String(++made)}`,
      dt_order: new Date(),
      flag_pay_product: '0',
      flag_chnl: '3',
      userreq_ip,
    });
    return sandbox.requests.findLast(({ api }) => api === 'unified.create')?.fields['userreq_ip'];
  },
};

let made = 0;
let sandbox: LianlianSandbox;
let app: INestApplication | undefined;
const logger = new RecordingLogger();

beforeAll(async () => {
  sandbox = await LianlianSandbox.start();
});
afterAll(() => sandbox.stop());
afterEach(async () => {
  await app?.close();
  app = undefined;
});

/** The address within a JSON text. */
function sentIn(json: string | undefined): string | undefined {
  return (JSON.parse(json ?? '{}') as { userreq_ip?: string }).userreq_ip;
}

/** A shop behind a proxy on this machine, whose pages pass on what `@Ip()` gives. */
async function open(adapter: Adapter, options: Partial<LianlianModuleOptions> = {}): Promise<string> {
  @Controller()
  class ShopController {
    constructor(private readonly lianlian: LianlianService) {}

    @Post('pay')
    async pay(@Ip() ip: string, @Body() { api }: { api: string }): Promise<object> {
      try {
        return { sent: await APIS[api]?.(this.lianlian, ip) };
      } catch (error) {
        if (error instanceof LianlianValidationError) return { violations: error.violations };
        throw error;
      }
    }
  }
  const settings = { ...sandbox.options, ...options } as LianlianModuleOptions;
  @Module({ imports: [LianlianModule.forRoot(settings)], controllers: [ShopController] })
  class ShopModule {}

  logger.clear();
  const http = adapter === 'express' ? new ExpressAdapter() : new FastifyAdapter({ trustProxy: 'loopback' });
  app = await NestFactory.create(ShopModule, http, { logger, abortOnError: false });
  if (adapter === 'express') (app as NestExpressApplication).set('trust proxy', 'loopback');
  await app.listen(0, '127.0.0.1');
  return `http://127.0.0.1:${String((app.getHttpServer().address() as AddressInfo).port)}`;
}

async function pay(url: string, payer: string, api = 'aggregate.redirect'): Promise<unknown> {
  const response = await fetch(`${url}/pay`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-forwarded-for': payer },
    body: JSON.stringify({ api }),
  });
  return response.json();
}

const warnings = (): string[] => logger.texts('warn').filter((line) => line.includes('userreq_ip'));

describe.each(ADAPTERS)('a payer whose IPv6 address is too long for LianLian, on %s', (adapter) => {
  it.each(Object.keys(APIS))('pays by %s, with the address of ipv6StandIn', async (api) => {
    const url = await open(adapter, { ipv6StandIn: '203.0.113.7' });
    expect(await pay(url, FULL, api)).toEqual({ sent: '203_0_113_7' });
  });

  it.each(Object.keys(APIS))(
    'is refused by %s without the option, by a sentence that names it',
    async (api) => {
      expect(await pay(await open(adapter), FULL, api)).toEqual({
        violations: [
          {
            property: 'userreq_ip',
            rule: 'maxLength',
            message:
              'userreq_ip must have at most 32 characters, and this IPv6 address has more: set the option ipv6StandIn to the IPv4 address that is sent for such payers',
          },
        ],
      });
      expect(warnings()).toEqual([]);
    },
  );

  it('is warned about once, by the name of the option, and without the address', async () => {
    const url = await open(adapter, { ipv6StandIn: '203.0.113.7' });
    for (const payer of [FULL, OTHER, FULL]) expect(await pay(url, payer)).toEqual({ sent: '203_0_113_7' });
    expect(await pay(url, OTHER, 'unified.create')).toEqual({ sent: '203_0_113_7' });
    expect(warnings()).toHaveLength(1);
    expect(warnings()[0]).toContain('ipv6StandIn');
    expect(warnings()[0]).not.toContain('2001:db8');
  });

  it('stands alone: every other payer is sent as it is, and nobody is warned of', async () => {
    const url = await open(adapter, { ipv6StandIn: '203.0.113.7' });
    expect(await pay(url, '122.11.37.211')).toEqual({ sent: '122_11_37_211' });
    expect(await pay(url, '2001:db8::1')).toEqual({ sent: '2001:db8::1' });
    // As long as it comes, it is short as it is sent.
    const spelledOut = '2001:0db8:0000:0000:0000:0000:0000:0001';
    expect(await pay(url, spelledOut)).toEqual({ sent: '2001:db8::1' });
    expect(await pay(url, '::ffff:122.11.37.211')).toEqual({ sent: '122_11_37_211' });
    expect(warnings()).toEqual([]);
  });
});

it.each(['', ' ', undefined])('an ipv6StandIn of %j is none', async (ipv6StandIn) => {
  expect(await pay(await open('express', { ipv6StandIn }), FULL)).toHaveProperty('violations');
});

it.each(['2001:db8::7', '203.0.113', '203.0.113.7:80', 'shop.example', 7, true, {}])(
  'an ipv6StandIn of %j fails the start: a payer would meet it otherwise',
  async (ipv6StandIn) => {
    await expect(open('express', { ipv6StandIn } as never)).rejects.toThrow(
      'ipv6StandIn: must be an IPv4 address',
    );
  },
);
