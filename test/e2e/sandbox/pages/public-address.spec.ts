import { createServer, request as open } from 'node:http';
import type { AddressInfo } from 'node:net';
import { domainToASCII } from 'node:url';

import { Test } from '@nestjs/testing';
import { LianlianModule, LianlianService, wholeSeconds } from 'nestjs-lianlian';
import { LianlianSandbox } from 'nestjs-lianlian/testing';
import { afterEach, describe, expect, it } from 'vitest';

import { call, orders, PATHS } from '../support/merchant.js';

describe('a sandbox that payers reach at another address', () => {
  const opened: (() => Promise<unknown>)[] = [];
  afterEach(() => Promise.all(opened.splice(0).map((close) => close())));

  async function start(options: Parameters<typeof LianlianSandbox.start>[0]): Promise<LianlianSandbox> {
    const sandbox = await LianlianSandbox.start({ modulusLength: 1024, ...options });
    opened.push(() => sandbox.stop());
    return sandbox as LianlianSandbox;
  }

  async function shopOf(sandbox: LianlianSandbox): Promise<LianlianService> {
    const module = await Test.createTestingModule({
      imports: [LianlianModule.forRoot({ ...sandbox.options, notifyUrl: 'http://127.0.0.1:9/notify' })],
    }).compile();
    opened.push(() => module.close());
    return module.get(LianlianService);
  }

  /** Asks the sandbox at its port, under another name and from another origin. */
  function ask(sandbox: LianlianSandbox, headers: Record<string, string>): Promise<number | undefined> {
    return new Promise((resolve, reject) => {
      open(`${sandbox.url}/_sandbox/settings`, { headers }, (response) => {
        response.resume();
        resolve(response.statusCode);
      })
        .once('error', reject)
        .end();
    });
  }

  it('sends payers there, by form and by QR code, while the shop calls it where it is', async () => {
    const sandbox = await start({ publicUrl: 'https://pay.example' });
    expect([sandbox.url, sandbox.publicUrl]).toEqual([
      expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
      'https://pay.example',
    ]);
    const lianlian = await shopOf(sandbox);
    const dt_order = wholeSeconds();
    const links = await Promise.all([
      call(sandbox, PATHS.direct, orders.direct(sandbox, 'http://127.0.0.1:9/notify')),
      call(sandbox, PATHS.unified, {
        ...orders.unified(sandbox, 'http://127.0.0.1:9/notify'),
        no_order: 'o-2',
      }),
    ]);
    const page = /^https:\/\/pay\.example\/sandbox\/checkout\/[0-9a-f]{32}$/;
    expect(links.map(({ fields }) => fields['payLoad'] ?? fields['gateway_url'])).toEqual([
      expect.stringMatching(page),
      expect.stringMatching(page),
    ]);
    const form = await lianlian.aggregateRedirect.createForm({
      ...{ user_id: 'u-1', busi_partner: '109001', no_order: 'o-3', dt_order, money_order: '49.95' },
      ...{ name_goods: '羽毛球', userreq_ip: '127.0.0.1', url_return: 'https://shop.example/return' },
      risk_item: { frms_ware_category: '1009' },
    });
    expect(new URL(form.action).origin).toBe('https://pay.example');
    // The form is the sandbox's own, only elsewhere.
    const { pathname } = new URL(form.action);
    const response = await fetch(sandbox.url + pathname, {
      method: 'POST',
      body: new URLSearchParams(form.fields as Record<string, string>),
    });
    expect([response.status, await response.text()]).toEqual([
      200,
      expect.stringContaining('data-testid="pay"'),
    ]);
  });

  it('is the same place for both where nothing else is said', async () => {
    const sandbox = await start({});
    expect(sandbox.publicUrl).toBe(sandbox.url);
    expect(Object.keys(sandbox.options)).not.toContain('endpoints');
  });

  it('has its panel there, too, behind a proxy that speaks HTTPS, and for no page of another origin', async () => {
    const sandbox = await start({ publicUrl: 'https://pay.example', hostNames: ['Sandbox', '支付.example'] });
    const asked = [
      { host: 'pay.example', origin: 'https://pay.example' },
      { host: 'sandbox:4000' },
      { host: domainToASCII('支付.example') },
      { host: 'sandbox:4000', origin: 'http://sandbox:4000' },
      { host: 'pay.example', origin: 'https://evil.example' },
      { host: 'evil.example', origin: 'https://pay.example' },
      { host: 'other' },
    ];
    expect(await Promise.all(asked.map((headers) => ask(sandbox, headers)))).toEqual([
      200, 200, 200, 200, 403, 403, 403,
    ]);
  });

  it('is paid through a proxy in front of it', async () => {
    const proxy = createServer((incoming, outgoing) => {
      const { method, url: path, headers } = incoming;
      incoming.pipe(
        open(sandbox.url + String(path), { method, headers }, (response) => {
          outgoing.writeHead(response.statusCode ?? 502, response.headers);
          response.pipe(outgoing);
        }),
      );
    });
    await new Promise<void>((done) => proxy.listen(0, '127.0.0.1', done));
    opened.push(() => new Promise((done) => proxy.close(done)));
    const publicUrl = `http://localhost:${String((proxy.address() as AddressInfo).port)}`;
    const sandbox = await start({ publicUrl });
    const { fields } = await call(sandbox, PATHS.direct, orders.direct(sandbox, 'http://127.0.0.1:9/notify'));
    const link = String(fields['payLoad']);
    expect(new URL(link).origin).toBe(publicUrl);
    const paid = await fetch(link, { method: 'POST', body: new URLSearchParams({ action: 'pay' }) });
    expect(await paid.text()).toContain('data-testid="paid"');
    expect(sandbox.notification('o-1')).toMatchObject({ result_pay: 'SUCCESS' });
  });

  it('says in its settings where it is reached, and what a phone can open', async () => {
    const sandbox = await start({ host: '127.0.0.1', publicUrl: 'https://pay.example' });
    const view = (await (await fetch(`${sandbox.url}/_sandbox/settings`)).json()) as Record<string, unknown>;
    expect(view).toMatchObject({ url: sandbox.url, publicUrl: 'https://pay.example', network: [] });
  });

  it.each([
    [{ hostNames: ['box:4000'] }, 'hostNames must be a list of names, each without a scheme'],
    [{ hostNames: ['http://box'] }, 'hostNames must be a list of names, each without a scheme'],
    [{ host: '[::1]' }, 'host must be a name or an address, without a scheme, brackets or a port'],
    [{ host: 'http://x' }, 'host must be a name or an address, without a scheme, brackets or a port'],
  ])('refuses %j', async (options, rule) => {
    await expect(LianlianSandbox.start(options)).rejects.toThrow(rule);
  });

  it.each([
    ['https://pay.example/path', 'must be "network" or where payers reach the sandbox'],
    ['ftp://pay.example', 'must be "network" or where payers reach the sandbox'],
    ['https://user:secret-7@pay.example', 'must be "network" or where payers reach the sandbox'],
    ['network', 'needs the option host to be 0.0.0.0'],
  ])('refuses %s', async (publicUrl, rule) => {
    const thrown: unknown = await LianlianSandbox.start({ publicUrl }).catch((error: unknown) => error);
    expect(String(thrown)).toContain('publicUrl');
    expect(String(thrown)).toContain(rule);
    expect(String(thrown)).not.toContain('secret-7');
  });
});
