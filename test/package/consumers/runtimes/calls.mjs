// Pays once in every situation that it is given, on whatever runtime it runs on, and prints what became of each.
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const { folder, merchant, situations } = JSON.parse(process.argv[2]);
const require = createRequire(join(folder, 'package.json'));
const load = (path) => import(pathToFileURL(path).href);

await load(require.resolve('reflect-metadata'));
const { NestFactory } = await load(require.resolve('@nestjs/core'));
const { LianlianModule, LianlianService } = await load(join(folder, 'dist/index.js'));

const ORDER = {
  ...{
    user_id: 'u-1',
    busi_partner: '109001',
    pay_type: 'I',
    no_order: 'order-1',
    dt_order: '20261121120000',
  },
  ...{ name_goods: '羽毛球', money_order: '49.95', risk_item: { frms_ware_category: '1009' } },
};

async function became({ options, call }) {
  const module = LianlianModule.forRoot({ ...merchant, ...options });
  const app = await NestFactory.createApplicationContext(module, { logger: false });
  const signal = call?.abortMs === undefined ? undefined : AbortSignal.timeout(call.abortMs);
  try {
    const { ret_code } = await app.get(LianlianService).aggregateDirect.pay(ORDER, { signal });
    return ret_code;
  } catch (error) {
    return `${error.name} ${error.outcome}`;
  } finally {
    await app.close();
  }
}

const results = {};
for (const [name, situation] of Object.entries(situations)) results[name] = await became(situation);
console.log(JSON.stringify(results));
// A response that never comes would keep the process.
process.exit(0);
