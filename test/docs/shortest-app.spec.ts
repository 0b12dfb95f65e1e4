import type { INestApplication, Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { LianlianSandbox } from 'nestjs-lianlian/testing';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';

import { pages } from './guide.js';
import { freePort, writeSnippets } from './run-snippets.js';

const readme = pages.find(({ path }) => path === 'README.md');
const blocks = (readme?.blocks ?? []).filter(({ heading }) => heading === 'The shortest working app');
const load = writeSnippets(blocks, 'shortest-app');

describe('the shortest working app of the README', () => {
  let sandbox: LianlianSandbox;
  let app: INestApplication | undefined;
  let url: string;

  beforeAll(async () => {
    sandbox = await LianlianSandbox.start();
    const port = String(await freePort());
    url = `http://127.0.0.1:${port}`;
    const { oidPartner, privateKey, lianlianPublicKey, gateway } = sandbox.options;
    const settings = {
      PORT: port,
      LIANLIAN_OID_PARTNER: oidPartner,
      LIANLIAN_PRIVATE_KEY: privateKey,
      LIANLIAN_PUBLIC_KEY: lianlianPublicKey,
      LIANLIAN_GATEWAY: gateway,
      ...dotenvOf(readme?.text ?? '', url),
    };
    for (const [name, value] of Object.entries(settings)) vi.stubEnv(name, value);
    // As main.ts calls it, only that a failed start fails the test and not the process.
    const create = NestFactory.create.bind(NestFactory);
    vi.spyOn(NestFactory, 'create').mockImplementation(async (module: unknown) => {
      app = await create(module as Type, { abortOnError: false, logger: false });
      return app as never;
    });
    await load('main.js');
  });

  afterAll(async () => {
    await app?.close();
    await sandbox.stop();
    vi.unstubAllEnvs();
    vi.restoreAllMocks();
  });

  it('offers something to buy', async () => {
    const shop = await fetch(`${url}/orders`);
    expect(shop.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(await shop.text()).toContain('<form method="post">');
  });

  it('takes a payment by form and is notified of it', async () => {
    const { no_order, cashier } = await buy();
    expect(cashier.status).toBe(200);
    expect(await orderAt(no_order)).not.toHaveProperty('paidBy');

    const { oid_paybill } = await sandbox.pay(no_order);

    expect(sandbox.deliveries(no_order)).toMatchObject([
      { status: 200, response: '{"ret_code":"0000","ret_msg":"ok"}', acknowledged: true },
    ]);
    expect(await orderAt(no_order)).toMatchObject({ amount: '49.95', paidBy: oid_paybill });
  });

  it('sells to a payer whose IPv6 address is too long for LianLian', async () => {
    (app as NestExpressApplication).set('trust proxy', 'loopback');
    const { no_order, cashier } = await buy({ 'x-forwarded-for': '2001:db8:1111:2222:3333:4444:5555:6666' });
    expect(cashier.status).toBe(200);
    expect(sandbox.requests.findLast(({ fields }) => fields['no_order'] === no_order)?.fields).toMatchObject({
      userreq_ip: '203_0_113_7',
    });
    await sandbox.pay(no_order, { requireAck: true });
  });

  it('sends payers who come back to their order', async () => {
    const { no_order } = await buy();
    await sandbox.pay(no_order);
    const returned = await fetch(`${url}/payments/return`, {
      method: 'POST',
      body: new URLSearchParams(sandbox.notification(no_order)),
      redirect: 'manual',
    });
    expect(returned.status).toBe(303);
    expect(returned.headers.get('location')).toBe(`/orders/${no_order}`);
  });

  it('sends payers who gave up to the shop', async () => {
    const returned = await fetch(`${url}/payments/return`, { redirect: 'manual' });
    expect(returned.headers.get('location')).toBe('/orders');
  });

  async function orderAt(no_order: string): Promise<unknown> {
    return (await fetch(`${url}/orders/${no_order}`)).json();
  }

  /** What a payer's browser does: presses the button, and posts the page that comes. */
  async function buy(
    headers: Readonly<Record<string, string>> = {},
  ): Promise<{ no_order: string; cashier: Response }> {
    const page = await (await fetch(`${url}/orders`, { method: 'POST', headers })).text();
    const action = /<form id="lianlian" action="([^"]+)"/.exec(page)?.[1] ?? '';
    const inputs = [...page.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)">/g)];
    const fields = Object.fromEntries(inputs.map(([, name = '', value = '']) => [name, unescapeHtml(value)]));
    expect(new URL(action).origin).toBe(sandbox.url);
    const cashier = await fetch(action, { method: 'POST', body: new URLSearchParams(fields) });
    return { no_order: fields['no_order'] ?? '', cashier };
  }
});

/** The lines that the README adds to what the sandbox prints, for an app at another address. */
function dotenvOf(text: string, url: string): Record<string, string> {
  const lines = [...text.matchAll(/^(LIANLIAN_\w+)=(.*)$/gm)];
  return Object.fromEntries(
    lines.map(([, name = '', value = '']) => [name, value.replace('http://localhost:3000', url)]),
  );
}

function unescapeHtml(text: string): string {
  return text.replace(/&#(\d+);/g, (_reference, code: string) => String.fromCharCode(Number(code)));
}
