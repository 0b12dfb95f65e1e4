import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Where a process dies. An order whose number names a step (`dies-claimed-17`) kills the first process that comes
 * to this step with it, as `kill -9` does. A folder keeps who died already: it survives the process, and is no part
 * of the store that is tested.
 *
 * @param {string | undefined} folder
 * @returns {(step: string, subject: string) => void} subject: whatever has the order's number in it
 */
export function deathsFrom(folder) {
  if (folder === undefined || folder === '') return () => undefined;
  return (step, subject) => {
    const order = /dies-([a-z]+)-\d+/.exec(subject);
    if (order === null || order[1] !== step) return;
    try {
      mkdirSync(join(folder, order[0]));
    } catch (error) {
      if (error.code === 'EEXIST') return;
      throw error;
    }
    process.kill(process.pid, 'SIGKILL');
    // The signal ends the process at once: not one more line of it runs.
    for (;;);
  };
}

/** An inbox whose processes die after a claim, before a completion and after it. */
export function mortal(inbox, dies) {
  const wrapped = {
    claim: async (key, leaseMs) => {
      const claim = await inbox.claim(key, leaseMs);
      if (claim.status === 'claimed') dies('claimed', key);
      return claim;
    },
    renew: (key, token, leaseMs) => inbox.renew(key, token, leaseMs),
    complete: async (key, token) => {
      dies('completing', key);
      const completed = await inbox.complete(key, token);
      dies('completed', key);
      return completed;
    },
    release: (key, token) => inbox.release(key, token),
  };
  if (inbox.transact === undefined) return wrapped;
  const transact = async (key, token, work) => {
    const committed = await inbox.transact(key, token, async (transaction) => {
      await work(transaction);
      dies('completing', key);
    });
    dies('completed', key);
    return committed;
  };
  return { ...wrapped, transact };
}
