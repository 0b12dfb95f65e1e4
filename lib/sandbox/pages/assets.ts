import { Assets } from '../http/assets.js';
import type { Reply } from '../http/reply.js';

const FOLDER = '/sandbox/assets/';

const assets = new Assets('pages/assets/', ['design.css', 'cashier.css', 'cashier.js', 'return.js']);

/** Where a page finds one of its files. */
export function assetPath(name: string): string {
  return FOLDER + name;
}

/** The file at a path, if the pages have one there. */
export function assetReply(path: string): Reply | undefined {
  return path.startsWith(FOLDER) ? assets.reply(path.slice(FOLDER.length)) : undefined;
}
