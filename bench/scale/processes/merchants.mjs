// Merchants of a merchantSource, more and more of them: {sizes, keys, lianlianPublicKey} by message.
import { bytesInUse, processorSeconds } from '../../support/figures-of.mjs';
import { startModule } from '../../support/module.mjs';

const LOOK_UPS = 500_000;
const HOUR_MS = 60 * 60 * 1000;

const { sizes, keys, lianlianPublicKey } = await new Promise((resolve) => process.once('message', resolve));
const numberOf = (index) => `2013041210${String(index).padStart(8, '0')}`;
const merchantSource = {
  find: (oidPartner) =>
    Promise.resolve({
      oidPartner,
      privateKey: keys[Number(oidPartner.slice(-8)) % keys.length],
      lianlianPublicKey,
      notifyUrl: `https://shop.example/payments/notify/${oidPartner}`,
    }),
};
const merchantCache = { capacity: sizes.at(-1), ttlMs: HOUR_MS };
const { lianlian, close } = await startModule({ merchantSource, merchantCache });
// What every call and every notification asks; it is not part of what the package exports.
const { registry } = lianlian.merchants;

// The code and the young generation get their size before they count.
await found(0);
await lookUpsPerSecond(1);
const before = { bytes: bytesInUse(), rss: process.memoryUsage().rss };
const figures = [];
let loaded = 1;
for (const size of sizes) {
  const begun = processorSeconds();
  const count = size - loaded;
  while (loaded < size) await found(loaded++);
  const loadUs = ((processorSeconds() - begun) * 1e6) / count;
  const bytes = bytesInUse() - before.bytes;
  const rss = process.memoryUsage().rss - before.rss;
  figures.push({ size, loadUs, bytes, rss, perSecond: await lookUpsPerSecond(size) });
}
process.send(figures);
await close();
process.disconnect();

async function found(index) {
  if ((await registry.find(numberOf(index))) === undefined) throw new Error(`merchant ${index} is unknown`);
}

/** Of merchants that are kept, in no order that a cache could know. */
async function lookUpsPerSecond(size) {
  const numbers = Array.from({ length: size }, (_, index) => numberOf((index * 7919) % size));
  const begun = processorSeconds();
  for (let lookUp = 0; lookUp < LOOK_UPS; lookUp++) await registry.find(numbers[lookUp % size]);
  return LOOK_UPS / (processorSeconds() - begun);
}
