// A Nest app with one route for notifications, in a process of its own: node notification-server.mjs <adapter> <kind>,
// with keys and options by message. It answers `usage` with the processor time that it has used so far.
import 'reflect-metadata';
import { createPublicKey, verify } from 'node:crypto';

import { Body, Controller, Logger } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';

import { appOf, appWithRoute } from './plain-route.mjs';

const [, , adapterName, kind] = process.argv;

const options = await new Promise((resolve) => process.once('message', resolve));
const levels = kind === 'quiet' ? { logger: ['error', 'warn'] } : {};
const AppModule = await appOfKind();
const app = await NestFactory.create(AppModule, await adapter(), { ...levels });
await app.listen(0, '127.0.0.1');
process.on('message', () => process.send({ usage: process.cpuUsage() }));
process.send({ url: await app.getUrl() });

async function appOfKind() {
  switch (kind) {
    case 'bare':
    case 'bare-logging':
      return bareApp(kind === 'bare-logging');
    case 'alipay':
      return (await import('./peer-routes.mjs')).alipayApp(options);
    case 'wechat':
      return (await import('./peer-routes.mjs')).wechatApp(options);
    default:
      return packageApp();
  }
}

async function adapter() {
  if (adapterName === 'express') {
    const { ExpressAdapter } = await import('@nestjs/platform-express');
    return new ExpressAdapter();
  }
  const { FastifyAdapter } = await import('@nestjs/platform-fastify');
  return new FastifyAdapter();
}

/** What one writes by hand: Nest's own JSON parser, no pipes, the key parsed once, a synchronous verification. */
function bareApp(isLogging) {
  const key = createPublicKey(options.lianlianPublicKey);
  const logger = new Logger('Payments');
  class BareController {
    notify({ sign, ...fields }) {
      const source = Object.keys(fields)
        .filter((name) => fields[name] !== '')
        .sort()
        .map((name) => `${name}=${fields[name]}`)
        .join('&');
      const signature = Buffer.from(sign, 'base64');
      if (!verify('RSA-MD5', Buffer.from(source), key, signature)) throw new Error('not LianLian');
      if (isLogging) logger.log(`order ${fields.no_order} paid by ${fields.oid_paybill}`);
      return { ret_code: '0000', ret_msg: 'ok' };
    }
  }
  return appWithRoute(BareController, [Body()]);
}

async function packageApp() {
  const { LianlianController, LianlianModule } = await import('../../dist/index.js');
  class PaymentsController extends LianlianController() {
    expectedPayment() {
      return { money_order: '210.97' };
    }
    onPayment() {
      return undefined;
    }
  }
  Controller('payments')(PaymentsController);
  return appOf({ imports: [LianlianModule.forRoot(options)], controllers: [PaymentsController] });
}
