import { sandboxFile } from '../common/files.js';
import type { Reply } from './reply.js';

const TYPES: Readonly<Record<string, string>> = {
  css: 'text/css;charset=utf-8',
  js: 'text/javascript;charset=utf-8',
};

/** Style sheets and scripts that pages load. Only files of this list are served. */
export class Assets {
  private readonly names: ReadonlySet<string>;

  /** @param folder from the sandbox's folder, with its slash */
  constructor(
    private readonly folder: string,
    names: readonly string[],
  ) {
    this.names = new Set(names);
  }

  /** The file with that name, if it is on the list. */
  reply(name: string): Reply | undefined {
    if (!this.names.has(name)) return undefined;
    return {
      status: 200,
      headers: {
        'content-type': TYPES[name.split('.').at(-1) ?? ''] ?? 'text/plain',
        'cache-control': 'no-cache',
        'x-content-type-options': 'nosniff',
      },
      body: sandboxFile(this.folder + name),
    };
  }
}
