import 'reflect-metadata';

import { simulate } from './simulate.js';

/** Worlds that a process is asked to run. It answers with what they came to. */
export interface AskedWorlds {
  readonly firstSeed: number;
  readonly count: number;
}

process.on('message', ({ firstSeed, count }: AskedWorlds) => {
  void simulate(firstSeed, count).then((summary) => process.send?.(summary));
});
