// A measurement in a process of its own, whose memory is nobody else's.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/**
 * Starts a script with a message, and returns the last message that it sends.
 *
 * @param {URL} script
 * @param {object} message
 * @param {NodeJS.ProcessEnv} [env]
 */
export async function figuresOf(script, message, env = process.env) {
  const path = fileURLToPath(script);
  const stdio = ['ignore', 'ignore', 'inherit', 'ipc'];
  const child = fork(path, { execArgv: ['--expose-gc'], stdio, env });
  child.send(message);
  let figures;
  child.on('message', (sent) => (figures = sent));
  const [code] = await once(child, 'exit');
  if (code !== 0) throw new Error(`${path} ended with ${code}`);
  return figures;
}

/** What is in use after a collection, in bytes. */
export function bytesInUse() {
  globalThis.gc();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

/** What the process used so far, which other programs on the machine hardly change. */
export function processorSeconds() {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

/** @param {number} bytes */
export function megabytes(bytes) {
  return bytes / 1024 / 1024;
}
