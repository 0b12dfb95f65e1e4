import { execFile } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { request } from 'node:http';
import { promisify } from 'node:util';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { postgresServer, type TestDatabase } from '../../../browser/support/database-servers.js';
import { root } from '../../../docs/guide.js';
import { readYaml } from '../../../docs/yaml.js';
import { Shopper } from '../../../e2e/shop/support/shopper.js';
import { FORM, form, get, post } from '../../../support/http.js';
import { INSTALL_TIMEOUT_MS } from '../../support/npm.js';
import { lacksForHosts } from './example.js';
import { cleanEnvironment } from './images/clean-environment.js';
import { Container } from './images/container.js';
import type { Image } from './images/image.js';
import { ImageBuilder } from './images/image-builder.js';
import { fieldsOf } from './payments.js';

const skipped = await lacksForHosts('Dockerfile and compose.yaml');

interface Compose {
  readonly services: Readonly<Record<string, { readonly environment: Readonly<Record<string, string>> }>>;
}

/** No engine runs here: the steps run one by one, with this machine's Node in the place of the image's. */
describe.skipIf(skipped)('Dockerfile', () => {
  let builder: ImageBuilder;
  let image: Image;
  let container: Container;

  beforeAll(async () => {
    builder = await ImageBuilder.in(root);
  });
  afterAll(() => builder.remove());

  /** What both containers keep to. */
  function isContainer(files: readonly string[]): void {
    it('does not run as root, and leaves behind what builds it', () => {
      expect(image.user).toBe('node');
      expect(readdirSync(image.path('.')).sort()).toEqual(files);
    });

    it('is healthy until it is stopped by its signal, and has written to nothing but its volumes', async () => {
      expect(await container.isHealthy()).toBe(true);
      expect(['SIGTERM', 0]).toContain(await container.stop());
      expect(await container.isHealthy()).toBe(false);
      expect(readdirSync(image.path('.')).sort()).toEqual(files);
    });
  }

  describe('sandbox', () => {
    beforeAll(async () => {
      image = await builder.build('sandbox');
      container = await Container.start(image);
    }, INSTALL_TIMEOUT_MS);
    afterAll(() => container.kill());

    it('is what `docker build .` makes', async () => {
      expect(await builder.build()).toBe(image);
      expect(readdirSync(image.path('node_modules')).filter((name) => !name.startsWith('.'))).toEqual([
        'undici',
      ]);
    });

    it.each([
      ['sandbox:4000', 200],
      ['localhost:4000', 200],
      ['elsewhere.example:4000', 403],
    ])('answers as %s with %i', async (host, status) => {
      expect(await statusAs(host, container.url('http://127.0.0.1:4000/_sandbox/settings'))).toBe(status);
    });

    it('takes a payment of a shop without Node, and knows it after a restart', async () => {
      const gateway = () => container.url('http://127.0.0.1:4000');
      const env = { GATEWAY: gateway(), KEYS: image.path('/keys'), NO_ORDER: 'docker-1' };
      const { stdout } = await promisify(execFile)('sh', [`${root}docs/examples/curl/pay.sh`], {
        env: { ...cleanEnvironment(), ...env },
      });
      expect(stdout).toContain('Order docker-1 is paid');
      await container.stop();
      container = await Container.start(image);
      expect(JSON.parse((await get(`${gateway()}/_sandbox/orders/docker-1`)).text)).toMatchObject({
        no_order: 'docker-1',
        state: 'paid',
      });
    });

    it('takes further options as its command', async () => {
      const settings = () => container.url('http://127.0.0.1:4000/_sandbox/settings');
      expect(await statusAs('payments:4000', settings())).toBe(403);
      await container.stop();
      container = await Container.start(image, {}, ['--host-name', 'payments']);
      expect(await statusAs('payments:4000', settings())).toBe(200);
      expect(await statusAs('sandbox:4000', settings())).toBe(200);
    });

    isContainer(['.npmrc', 'dist', 'node_modules', 'package-lock.json', 'package.json']);
  });

  describe('shop', () => {
    let database: TestDatabase;

    beforeAll(async () => {
      const made = await (await postgresServer())?.();
      if (made === undefined) throw new Error('PostgreSQL is gone');
      database = made;
      image = await builder.build('shop');
      const { services } = readYaml('compose.yaml') as Compose;
      // In the place of the service "database", and of a password from outside.
      const here = { DATABASE_URL: database.url, OPERATOR_PASSWORD: '' };
      container = await Container.start(image, { ...services['shop']?.environment, ...here });
    }, INSTALL_TIMEOUT_MS);
    afterAll(async () => {
      await container.kill();
      await database.drop();
    });

    it('sells one thing: ordered, paid at its sandbox, notified', async () => {
      const shopper = new Shopper({ origin: container.url('http://localhost:3000') });
      const no_order = await shopper.order('shuttlecocks');
      const page = await (await shopper.post(`/orders/${no_order}/checkout`, { method: 'aggregate' })).text();
      const sandbox = container.url('http://localhost:4001');
      expect(page).toContain(`action="${sandbox}/aggregateweb/gateway.htm"`);
      await post(`${sandbox}/aggregateweb/gateway.htm`, form(fieldsOf(page)), FORM);
      expect(await shopper.page(`/orders/${no_order}`)).not.toContain('data-testid="paid"');
      await post(`${sandbox}/_sandbox/orders/${no_order}/pay`, {}, 'application/json');
      expect(await shopper.page(`/orders/${no_order}`)).toContain('data-testid="paid"');
    });

    isContainer(['dist', 'node_modules', 'package.json', 'sample-app']);
  });
});

/** The status for a request under a name, which `fetch` would not send. */
function statusAs(host: string, url: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    request(url, { headers: { host } }, (response) => {
      response.resume();
      resolve(response.statusCode);
    })
      .on('error', reject)
      .end();
  });
}
