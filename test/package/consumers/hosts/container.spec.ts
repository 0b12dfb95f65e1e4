import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { freePort } from '../../../e2e/processes/support/free-port.js';
import { ACK, get, post } from '../../../support/http.js';
import { INSTALL_TIMEOUT_MS } from '../../support/npm.js';
import { Example, lacksForExample } from './example.js';
import { HostProcess } from './host-process.js';
import { itHandlesOnce, itTakesPayments, Payments } from './payments.js';

const skipped = await lacksForExample('container');
const dockerfile = readFileSync(
  new URL('../../../../docs/examples/container/Dockerfile', import.meta.url),
  'utf8',
);
const instruction = (name: string): string | undefined =>
  dockerfile
    .split('\n')
    .findLast((line) => line.startsWith(`${name} `))
    ?.slice(name.length + 1);
/** Without a shell in between. */
const command = JSON.parse(instruction('CMD') ?? '') as string[];

describe.skipIf(skipped)('docs/examples/container', () => {
  let example: Example;
  /** Two replicas: the first one is where the notifications arrive. */
  let first: HostProcess;
  let second: HostProcess;

  beforeAll(async () => {
    // As the Dockerfile builds it, and without what it leaves behind.
    example = await Example.install('container', instruction('RUN'));
    for (const left of ['src', 'tsconfig.json']) rmSync(join(example.folder, left), { recursive: true });
    const env = { NODE_ENV: 'production' };
    first = await HostProcess.start(example, command, env);
    second = await HostProcess.start(example, command, { ...env, PORT: String(await freePort()) });
  }, INSTALL_TIMEOUT_MS);
  afterAll(async () => {
    await Promise.all([first.kill(), second.kill()]);
    await example.remove();
  });

  it('does not run as root, and is stopped by SIGTERM', () => {
    expect(instruction('USER')).toBe('node');
    expect(instruction('STOPSIGNAL')).toBe('SIGTERM');
    expect(dockerfile.match(/^FROM \S+/gm)).toHaveLength(2);
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
    first.terminate();
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
