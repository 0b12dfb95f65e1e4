import { rmSync } from 'node:fs';

import { afterAll, beforeAll, describe } from 'vitest';

import { killRounds, memoryOf, SQL_STEPS } from '../../e2e/processes/support/kill-rounds.js';
import { describeOn } from '../../e2e/processes/support/stores.js';
import { buildRabbitShop } from './build-shop.js';
import { lacksRabbitMq, RABBITMQ } from './rabbit.js';

const EXAMPLE = 'the example of a queue in RabbitMQ';
const skips = await lacksRabbitMq(EXAMPLE);

await describeOn('rabbitmq', `kill -9, ${memoryOf(true)}`, ({ url }) => {
  describe.skipIf(skips)(EXAMPLE, () => {
    let shop: Awaited<ReturnType<typeof buildRabbitShop>>;
    beforeAll(async () => {
      shop = await buildRabbitShop();
    });
    afterAll(() => {
      rmSync(shop.folder, { recursive: true });
    });
    killRounds({
      ...{ kind: 'rabbitmq', steps: SQL_STEPS, processes: 4, forgetful: true, queued: true, url },
      env: { RABBITMQ },
      built: async () => shop.main,
    });
  });
});
