import { existsSync, readdirSync } from 'node:fs';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { freePort } from '../../../e2e/processes/support/free-port.js';
import { ACK, get, post } from '../../../support/http.js';
import { INSTALL_TIMEOUT_MS } from '../../support/npm.js';
import { Example, lacksForExample } from './example.js';
import { HostProcess } from './host-process.js';
import type { Image } from './images/image.js';
import { ImageBuilder } from './images/image-builder.js';
import { itHandlesOnce, itTakesPayments, Payments } from './payments.js';

const skipped = await lacksForExample('container');

describe.skipIf(skipped)('docs/examples/container', () => {
  let example: Example;
  let builder: ImageBuilder;
  let image: Image;
  /** Two replicas: the first one is where the notifications arrive. */
  let first: HostProcess;
  let second: HostProcess;

  beforeAll(async () => {
    example = await Example.install('container');
    builder = await ImageBuilder.in(example.folder);
    image = await builder.build();
    const replica = { folder: image.path('.'), port: example.port, env: { ...example.env, ...image.env } };
    first = await HostProcess.start(replica, image.command);
    second = await HostProcess.start(replica, image.command, { PORT: String(await freePort()) });
  }, 2 * INSTALL_TIMEOUT_MS);
  afterAll(async () => {
    await Promise.all([first.kill(), second.kill()]);
    await builder.remove();
    await example.remove();
  });

  it('does not run as root, and leaves behind what builds it', () => {
    expect(image.user).toBe('node');
    expect(readdirSync(image.path('.')).sort()).toEqual(['dist', 'node_modules', 'package.json']);
    expect(existsSync(image.path('node_modules/typescript'))).toBe(false);
  });

  itTakesPayments(() => example);
  itHandlesOnce(() => example);

  it('handles a payment once in all its replicas', async () => {
    const payments = new Payments(example);
    const no_order = await payments.buy();
    await example.sandbox.pay(no_order);
    const message = example.sandbox.notification(no_order);
    expect(await post(`${second.url}/payments/notify`, message)).toMatchObject({ status: 200, text: ACK });
    expect((await payments.kept(no_order)).parcels).toBe(1);
  });

  it('lets a handler end that runs when SIGTERM comes, and acknowledges its notification', async () => {
    const payments = new Payments(example);
    const no_order = await payments.buy();
    const { paid, letGo } = await payments.payHeldUp(no_order);
    first.terminate(image.stopSignal);
    // Answered or refused: the signal is there.
    await get(first.url).catch(() => undefined);
    await letGo();
    await paid;
    expect(example.sandbox.deliveries(no_order)).toMatchObject([
      { status: 200, response: ACK, acknowledged: true },
    ]);
    expect((await payments.kept(no_order)).parcels).toBe(1);
    expect(await first.ended).toBe('SIGTERM');
  });
});
