#!/usr/bin/env node
import { main } from './cli/main.js';

const stop = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    stop.abort();
  });
}

const terminal = {
  out: (text: string) => void process.stdout.write(text),
  error: (text: string) => void process.stderr.write(text),
  stop: stop.signal,
};
void main(process.argv.slice(2), terminal).then((code) => {
  process.exitCode = code;
});
