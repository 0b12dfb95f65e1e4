#!/usr/bin/env node
import { main } from './main.js';
import type { Terminal } from './terminal.js';

const stop = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    stop.abort();
  });
}

const terminal: Terminal = {
  out: (line) => void process.stdout.write(line),
  error: (line) => void process.stderr.write(line),
  input: () => process.stdin,
  env: process.env,
  stop: stop.signal,
  isScreen: process.stdout.isTTY,
  columns: process.stdout.columns,
};
void main(process.argv.slice(2), terminal).then((code) => {
  process.exitCode = code;
});
