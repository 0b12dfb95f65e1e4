import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { ACK, post } from '../../../support/http.js';
import { INSTALL_TIMEOUT_MS } from '../../support/npm.js';
import { Example, lacksForExample } from './example.js';
import { EVENTS } from './lambda-events.js';
import { Gateway } from './lambda-gateway.js';
import { Lambda } from './lambda.js';
import { itHandlesOnce, itTakesPayments, Payments } from './payments.js';

const skipped = await lacksForExample('lambda');

describe.skipIf(skipped)('docs/examples/lambda', () => {
  let example: Example;
  beforeAll(async () => {
    example = await Example.install('lambda');
  }, INSTALL_TIMEOUT_MS);
  afterAll(() => example.remove());

  describe.each(['express', 'fastify'])('on %s', (adapter) => {
    let lambda: Lambda;
    let gateway: Gateway;

    function useService(service: string, isBase64Encoded: boolean): void {
      const eventOf = EVENTS[service];
      if (eventOf === undefined) throw new Error(service);
      gateway.shape = { eventOf, isBase64Encoded };
    }
    beforeAll(async () => {
      lambda = await Lambda.start(join(example.folder, `dist/${adapter}.js`), example.env, 2);
      gateway = new Gateway(lambda);
      await gateway.listen(example.port);
      useService('an HTTP API', true);
    });
    afterAll(() => gateway.stop());

    itHandlesOnce(() => example);

    it('outlives connections that the database ended while the instances were frozen', async () => {
      const { sandbox, sql } = example;
      const payments = new Payments(example);
      const no_order = await payments.paidUnheard();
      const others = 'datname = current_database() AND pid <> pg_backend_pid()';
      await sql.query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE ${others}`);
      const message = sandbox.notification(no_order);
      const responses: string[] = [];
      for (let copies = 0; copies < 4; copies += 1)
        responses.push((await post(payments.notifyUrl, message)).text);
      // The first of each instance may fail; those that follow get through.
      expect(responses.slice(2)).toEqual([ACK, ACK]);
      expect((await payments.kept(no_order)).parcels).toBe(1);
    });

    describe.each(
      Object.keys(EVENTS).flatMap((service) => [
        { service, body: 'base64', isBase64Encoded: true },
        { service, body: 'text', isBase64Encoded: false },
      ]),
    )('behind $service, with bodies as $body', ({ service, isBase64Encoded }) => {
      beforeAll(() => {
        useService(service, isBase64Encoded);
      });

      itTakesPayments(() => example);

      it("tells LianLian the payer's own address", async () => {
        expect(await new Payments(example).order()).toMatchObject({ userreq_ip: '203_0_113_9' });
      });
    });

    it('finds a payment whose notification was lost, when a schedule calls for a sweep', async () => {
      const payments = new Payments(example);
      const no_order = await payments.paidUnheard();
      expect((await payments.kept(no_order)).parcels).toBe(0);
      const schedule = { source: 'aws.scheduler', 'detail-type': 'Scheduled Event', detail: {} };
      await lambda.invoke('sweep', schedule);
      await lambda.invoke('sweep', schedule);
      expect(await payments.kept(no_order)).toMatchObject({
        paid_by: expect.stringMatching(/^\d+$/),
        parcels: 1,
      });
    });
  });
});
