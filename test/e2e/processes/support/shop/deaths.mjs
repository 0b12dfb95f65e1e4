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

/** An inbox whose processes die under a claim, at the end of its work, and when it is done. */
export function mortal(inbox, dies) {
  return {
    transactional: inbox.transactional,
    recall: (key) => inbox.recall(key),
    once: async (key, outcome, work, limits) => {
      const mortalWork = async (transaction) => {
        dies('claimed', key);
        await work(transaction);
        dies('completing', key);
      };
      const result = await inbox.once(key, outcome, mortalWork, limits);
      if (result.status === 'ran') dies('completed', key);
      return result;
    },
  };
}
