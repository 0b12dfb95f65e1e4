import { createServer, type AddressInfo } from 'node:net';

import { type INestApplication } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import { lianlianConfig } from 'nestjs-lianlian';
import { LianlianSandbox } from 'nestjs-lianlian/testing';
import request from 'supertest';
import { type App } from 'supertest/types';

import { AppModule } from './../src/app.module';
import { type Order, type Refund } from './../src/generated/prisma/client';

const OPERATOR = { authorization: 'Bearer a-token-for-this-test' };

/** An order as JSON has it. */
export type OrderJson = Record<keyof Order, string | null>;
export type RefundJson = Record<keyof Refund, string>;

/** The whole app and a LianLian of its own, on the database that `DATABASE_URL` names. */
export class Shop {
  private constructor(
    readonly app: INestApplication<App>,
    readonly sandbox: LianlianSandbox,
    readonly notifyUrl: string,
  ) {}

  static async open(): Promise<Shop> {
    process.env.OPERATOR_TOKEN = OPERATOR.authorization.replace('Bearer ', '');
    const sandbox = await LianlianSandbox.start();
    const port = await freePort();
    const notifyUrl = `http://127.0.0.1:${port}/payments/notify`;
    const testing = await Test.createTestingModule({ imports: [AppModule] })
      .overrideProvider(lianlianConfig.KEY)
      .useValue({ ...sandbox.options, notifyUrl, busiPartner: '109001' })
      .compile();
    const app = testing.createNestApplication<INestApplication<App>>({
      logger: ['fatal'],
    });
    await app.listen(port, '127.0.0.1');
    return new Shop(app, sandbox, notifyUrl);
  }

  async close(): Promise<void> {
    await this.app.close();
    await this.sandbox.stop();
  }

  /** A payer orders, and is shown a code. Returns the order's number. */
  async order(wallet = 'I'): Promise<string> {
    const response = await this.server()
      .post('/orders')
      .type('form')
      .send({ wallet })
      .expect(303);
    return (response.get('location') ?? '').replace('/orders/', '');
  }

  /** An order as the operator sees it. */
  async kept(id: string): Promise<OrderJson> {
    const response = await this.server()
      .get(`/admin/orders/${id}`)
      .set(OPERATOR)
      .expect(200);
    return response.body as OrderJson;
  }

  refund(id: string, amount: string): request.Test {
    return this.server()
      .post(`/admin/orders/${id}/refunds`)
      .set(OPERATOR)
      .send({ amount });
  }

  server(): ReturnType<typeof request> {
    return request(this.app.getHttpServer());
  }
}

/** LianLian is told the address of notifications before the app listens. */
function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}
