import { existsSync } from 'node:fs';

import { MASK } from '../../common/secrets/secrets.js';
import type { SandboxCall } from './arguments.js';

/** A file's name has an ending, or begins with a folder. A key and a URL with a password are longer, or have a scheme. */
const FILE_NAME = /^(?:[./~\\]|[A-Za-z]:[\\/])[^\n]{0,200}$|^[^\n:]{0,200}\.[a-z]{2,8}$/;

/**
 * What failed, without what was typed in the place of a file and looks like none: somebody who mistakes one option
 * for another types a password there, or a key.
 */
export function withoutTyped(message: string, call: SandboxCall): string {
  const { keysDir, stateFile, config, tls } = call;
  const certificate = typeof tls === 'object' && 'certFile' in tls ? [tls.certFile, tls.keyFile] : [];
  return [keysDir, stateFile, config, ...certificate]
    .filter((typed) => typed !== undefined && typed !== '' && !FILE_NAME.test(typed) && !existsSync(typed))
    .reduce<string>((clean, typed) => clean.replaceAll(typed ?? '', MASK), message);
}
