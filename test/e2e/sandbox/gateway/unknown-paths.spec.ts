import { LianlianSandbox } from 'nestjs-lianlian/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import type { SandboxEvent } from '../../../../lib/sandbox/contract.js';
import { startSandbox } from '../support/merchant.js';

let sandbox: LianlianSandbox;
const events: SandboxEvent[] = [];
beforeAll(async () => {
  sandbox = await startSandbox({ onEvent: (event) => void events.push(event) });
});
afterAll(() => sandbox.stop());
beforeEach(() => events.splice(0));

async function posted(path: string, headers: Record<string, string> = {}) {
  const response = await fetch(sandbox.url + path, { method: 'POST', body: '{}', headers });
  return { status: response.status, type: response.headers.get('content-type'), text: await response.text() };
}

describe('a path that the documents do not have', () => {
  it.each([
    ['/paymentapi/refund.htm', '/refund.htm'],
    ['/paymentapi/orderquery.htm', '/llwalletapi/orderquery.htm or /orderquery.htm'],
    ['/mpayapi/v1/bankcardbind', '/bankcardbind.htm or /v1/bankcardbind'],
    ['/fourelementapi/v1/paycreatebill', '/v1/paycreatebill'],
    ['//refund.htm', '/refund.htm'],
    ['//x/refund.htm', '/refund.htm'],
    ['/paymentapi/bankcardbindverify.htm/', '/bankcardbindverfy.htm or /v1/bankcardbindverfy'],
  ])('%s: the 404 and an event name the nearest', async (path, nearest) => {
    const { status, type, text } = await posted(path);
    expect([status, type]).toEqual([404, 'text/plain;charset=utf-8']);
    expect(text).toContain(`There is no ${path}. LianLian’s documents have ${nearest}:`);
    expect(text).toContain(`没有 ${path}`);
    expect(events).toEqual([expect.objectContaining({ type: 'unknown-path', method: 'POST', path })]);
  });

  it('says so where nothing is like it', async () => {
    expect((await posted('/llpay/9')).text).toContain('There is no /llpay/9, and nothing like it');
  });

  it('is a page for a browser, and what it asks for by itself leaves no line', async () => {
    const { status, text } = await posted('/paymentapi/refund.htm', { accept: 'text/html' });
    expect(status).toBe(404);
    expect(text).toContain('data-testid="explanation"');
    expect(events).toHaveLength(1);
    expect((await fetch(`${sandbox.url}/favicon.ico`)).status).toBe(404);
    expect(events).toHaveLength(1);
  });

  it('cannot write into the page', async () => {
    const { text } = await posted('/"><script>x()</script>/refund.htm', { accept: 'text/html' });
    expect(text).not.toContain('<script>x()');
  });

  it('is cut where it is long', async () => {
    const { text } = await posted(`/${'x'.repeat(8000)}/refund.htm`);
    expect(text.length).toBeLessThan(1500);
    expect(text).toContain('/refund.htm');
  });

  it.each(['GET', 'PUT', 'OPTIONS'])(
    'by %s is a 405 and a line, though the path is an API’s own',
    async (method) => {
      const response = await fetch(`${sandbox.url}/refund.htm?oid_partner=1`, { method });
      expect(response.status).toBe(405);
      expect(events).toMatchObject([{ type: 'unknown-path', method, path: '/refund.htm' }]);
      expect(JSON.stringify(events)).toContain(`/refund.htm takes POST alone, and this is ${method}.`);
    },
  );
});
