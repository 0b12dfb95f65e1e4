import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { SpanStatusCode } from '@opentelemetry/api';
import {
  LianlianConfigError,
  LianlianModule,
  type LianlianModuleOptions,
  LianlianService,
} from 'nestjs-lianlian';
import { LianlianOtelModule, type LianlianOtelOptions } from 'nestjs-lianlian/otel';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';

import { testKeys } from '../../support/merchant.js';
import { merchantOptions } from '../calls/support/app.js';
import { type Gateway, startGateway } from '../calls/support/gateway.js';
import { signedResponse } from '../calls/support/lianlian-side.js';
import { SUCCESS, WECHAT_QR } from '../calls/support/samples.js';
import { startTelemetry, type Telemetry } from './support/telemetry.js';

const keys = testKeys();
let telemetry: Telemetry;
let gateway: Gateway;
const opened: { close(): Promise<void> }[] = [];

beforeAll(async () => {
  telemetry = startTelemetry();
  gateway = await startGateway(() => signedResponse(SUCCESS, keys.lianlian.privateKey));
});
afterEach(async () => {
  await Promise.all(opened.splice(0).map((app) => app.close()));
  telemetry.reset();
});
afterAll(async () => {
  await gateway.stop();
  await telemetry.stop();
});

async function open(
  options: Partial<LianlianModuleOptions> = {},
  otel: LianlianOtelOptions = {},
): Promise<LianlianService> {
  const settings = { ...merchantOptions(keys), gateway: gateway.url, ...options } as LianlianModuleOptions;
  @Module({
    imports: [
      LianlianOtelModule.forRoot({
        tracerProvider: telemetry.tracerProvider,
        meterProvider: telemetry.meterProvider,
        ...otel,
      }),
      LianlianModule.forRoot(settings),
    ],
  })
  class AppModule {}
  const app = await NestFactory.createApplicationContext(AppModule, { logger: false, abortOnError: false });
  opened.push(app);
  return app.get(LianlianService);
}

describe('telemetry of calls', () => {
  it('has one span for each time that a query is sent, and counts the repeats', async () => {
    let failures = 2;
    gateway.behave((_request, response) => {
      if (failures-- <= 0) return signedResponse(SUCCESS, keys.lianlian.privateKey);
      response.writeHead(502).end('<html>');
      return undefined;
    });
    const lianlian = await open();
    await lianlian.aggregateQuery.query({ no_order: 'order-1' });
    const requests = telemetry
      .named('POST')
      .map(({ attributes, status }) => [
        attributes['http.request.resend_count'],
        attributes['http.response.status_code'],
        attributes['error.type'],
        status.code === SpanStatusCode.ERROR,
      ]);
    expect(requests).toEqual([
      [undefined, 502, '502', true],
      [1, 502, '502', true],
      [2, 200, undefined, false],
    ]);
    const points = await telemetry.points('http.client.request.duration');
    expect(points.map(({ attributes }) => attributes['error.type'])).toEqual(['502', undefined]);
  });

  it('tells a refused connection by its code, and that nothing was sent', async () => {
    const lianlian = await open({ gateway: 'http://127.0.0.1:9', http: { timeoutMs: 300 } });
    await expect(lianlian.aggregateDirect.pay(WECHAT_QR)).rejects.toThrow();
    expect(telemetry.named('POST')[0]?.attributes['error.type']).toBe('ECONNREFUSED');
    expect(telemetry.named('lianlian aggregate.direct')[0]?.attributes).toMatchObject({
      'error.type': 'LianlianTransportError',
      'lianlian.outcome': 'not-sent',
    });
  });

  it('keeps the credentials and the query of an endpoint to itself', async () => {
    const endpoint = `${gateway.url.replace('//', '//proxy:secret-1@')}/direct?apikey=secret-2&team=secret-3`;
    const lianlian = await open({ endpoints: { 'aggregate.direct': endpoint } });
    await lianlian.aggregateDirect.pay(WECHAT_QR);
    expect(telemetry.named('POST')[0]?.attributes['url.full']).toBe(
      `${gateway.url}/direct?apikey=REDACTED&team=REDACTED`,
    );
    expect(await telemetry.everything()).not.toContain('secret-');
    expect(gateway.requests.at(-1)?.path).toContain('apikey=secret-2');
  });

  it('adds no header to what LianLian gets', async () => {
    const lianlian = await open();
    await lianlian.aggregateDirect.pay(WECHAT_QR);
    expect(Object.keys(gateway.requests.at(-1)?.headers ?? {})).not.toContain('traceparent');
  });

  it('uses what the app registered with OpenTelemetry, unless it is given other providers', async () => {
    const lianlian = await open({}, { tracerProvider: undefined, meterProvider: undefined });
    await lianlian.aggregateDirect.pay(WECHAT_QR);
    expect(telemetry.named('lianlian aggregate.direct')).toHaveLength(1);
  });

  it('says what is missing where LianlianModule is not imported', async () => {
    const started = NestFactory.createApplicationContext(LianlianOtelModule.forRoot(), {
      logger: false,
      abortOnError: false,
    });
    await expect(started).rejects.toThrow(LianlianConfigError);
    await expect(started).rejects.toThrow(/LianlianOtelModule: needs LianlianModule/);
  });

  it('is loaded by nobody who does not import it', () => {
    const lib = fileURLToPath(new URL('../../../lib/', import.meta.url));
    const files = readdirSync(lib, { recursive: true, encoding: 'utf8' })
      .map((path) => path.replaceAll('\\', '/'))
      .filter((path) => path.endsWith('.ts') && !path.startsWith('otel/'));
    expect(files.length).toBeGreaterThan(100);
    const loading = files.filter((path) =>
      /@opentelemetry|\/otel\//.test(readFileSync(`${lib}${path}`, 'utf8')),
    );
    expect(loading).toEqual([]);
  });
});
