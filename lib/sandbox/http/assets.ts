import { readFileSync } from 'node:fs';
import type { Reply } from './reply.js';

const TYPES: Readonly<Record<string, string>> = {
  css: 'text/css;charset=utf-8',
  js: 'text/javascript;charset=utf-8',
};

/** Files that pages load, style sheets and scripts. No other file can be asked for. */
export class Assets {
  private readonly names: ReadonlySet<string>;

  constructor(
    private readonly folder: URL,
    names: readonly string[],
  ) {
    this.names = new Set(names);
  }

  /** The file of a name, if it is one of them. */
  reply(name: string): Reply | undefined {
    if (!this.names.has(name)) return undefined;
    return {
      status: 200,
      headers: {
        'content-type': TYPES[name.split('.').at(-1) ?? ''] ?? 'text/plain',
        'cache-control': 'no-cache',
        'x-content-type-options': 'nosniff',
      },
      body: readFileSync(new URL(name, this.folder), 'utf8'),
    };
  }
}
