// A sandbox in a process of its own, which tells how much memory it takes. Its options come by message.
import { LianlianSandbox } from '../../dist/testing/index.js';

const options = await new Promise((resolve) => process.once('message', resolve));
const begun = performance.now();
const sandbox = await LianlianSandbox.start(options);
const { url } = sandbox;
process.send({ url, privateKey: sandbox.options.privateKey, startMs: performance.now() - begun });
process.on('message', async (asked) => {
  if (asked === 'memory') {
    globalThis.gc?.();
    const { rss, heapUsed: heap } = process.memoryUsage();
    const { user, system } = process.cpuUsage();
    process.send({ rss, heap, cpuMs: (user + system) / 1000 });
    return;
  }
  await sandbox.stop();
  process.send({ stopped: true });
  process.disconnect();
});
