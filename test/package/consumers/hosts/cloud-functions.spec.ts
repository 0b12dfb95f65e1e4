import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { freePort } from '../../../e2e/processes/support/free-port.js';
import { post } from '../../../support/http.js';
import { INSTALL_TIMEOUT_MS } from '../../support/npm.js';
import { Example, lacksForExample } from './example.js';
import { HostProcess } from './host-process.js';
import { itHandlesOnce, itTakesPayments, Payments } from './payments.js';

const skipped = await lacksForExample('cloud-functions');
const FRAMEWORK = [process.execPath, 'node_modules/@google-cloud/functions-framework/build/src/main.js'];

describe.skipIf(skipped)('docs/examples/cloud-functions', () => {
  let example: Example;
  let shop: HostProcess;
  let sweep: HostProcess;

  beforeAll(async () => {
    example = await Example.install('cloud-functions');
    const PORT = String(await freePort());
    [shop, sweep] = await Promise.all([
      HostProcess.start(example, [...FRAMEWORK, '--target=shop']),
      HostProcess.start(example, [...FRAMEWORK, '--target=sweep', '--signature-type=cloudevent'], { PORT }),
    ]);
  }, INSTALL_TIMEOUT_MS);
  afterAll(async () => {
    await Promise.all([shop.kill(), sweep.kill()]);
    await example.remove();
  });

  itTakesPayments(() => example);
  itHandlesOnce(() => example);

  it('takes a notification of any content type that the framework parses', async () => {
    const payments = new Payments(example);
    const no_order = await payments.buy();
    await example.sandbox.pay(no_order);
    const body = JSON.stringify(example.sandbox.notification(no_order));
    for (const type of [
      'application/json',
      'text/plain',
      'application/octet-stream',
      'application/x-www-form-urlencoded',
    ]) {
      expect((await post(payments.notifyUrl, body, type)).status, type).toBe(200);
      expect((await post(payments.notifyUrl, body.replace('12只装', '13只装'), type)).status, type).toBe(401);
    }
  });

  it('finds a payment whose notification was lost, when a schedule writes to the topic of the sweep', async () => {
    const payments = new Payments(example);
    const no_order = await payments.paidUnheard();
    const event = {
      specversion: '1.0',
      id: '1',
      type: 'google.cloud.pubsub.topic.v1.messagePublished',
      source: '//pubsub.googleapis.com/projects/shop/topics/sweep',
      data: { message: { data: '' } },
    };
    for (let times = 0; times < 2; times += 1) {
      const { status } = await post(sweep.url, event, 'application/cloudevents+json');
      expect(status).toBeLessThan(300);
    }
    expect(await payments.kept(no_order)).toEqual({
      paid_by: expect.stringMatching(/^\d+$/) as string,
      parcels: 1,
    });
  });

  it('rolls back a handler that the framework cuts off on SIGTERM, and the next copy runs it', async () => {
    const payments = new Payments(example);
    const no_order = await payments.buy();
    const { paid, letGo } = await payments.payHeldUp(no_order);
    shop.terminate();
    await paid;
    await shop.ended;
    await letGo();
    expect(await payments.kept(no_order)).toEqual({ paid_by: null, parcels: 0 });
    shop = await HostProcess.start(example, [...FRAMEWORK, '--target=shop']);
    await example.sandbox.deliver(no_order);
    expect(example.sandbox.deliveries(no_order).map(({ acknowledged }) => acknowledged)).toEqual([
      false,
      true,
    ]);
    expect((await payments.kept(no_order)).parcels).toBe(1);
  });
});
