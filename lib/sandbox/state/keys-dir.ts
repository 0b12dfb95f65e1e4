import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';

import { errorCode } from '../../common/secrets/error-text.js';
import {
  type KeyPair,
  keyPairOf,
  keyText,
  newKeyPair,
  publicKeyOf,
  type SandboxKeyFormat,
} from '../common/keys.js';
import { fileBytes, replaceFile, sweepTemporary } from '../common/private-file.js';

const PRIVATE = 0o600;
const PUBLIC = 0o644;
/** A key is written in a moment. Whatever was left for longer comes from a run that was killed. */
const WRITTEN_MS = 60_000;

/** The keys of LianLian or of a merchant. The private key is undefined for a merchant that keeps it elsewhere. */
export type KnownKeys = Pick<KeyPair, 'publicKey'> & {
  readonly privateKey: KeyPair['privateKey'] | undefined;
};

/** How keys are made and written. */
interface NewKeys {
  readonly modulusLength: number;
  readonly keyFormat: SandboxKeyFormat;
}

/**
 * The file of a key in `keysDir`.
 *
 * @param owner `lianlian`, or `merchant-<oid_partner>`
 */
export function keyFile(keysDir: string, owner: string, kind: 'private' | 'public'): string {
  return join(keysDir, `${owner}.${kind}.pem`);
}

/** A folder with keys as files, so that a shop's settings stay valid across starts. */
export class KeysDir {
  private constructor(
    private readonly folder: string,
    private readonly made: NewKeys,
  ) {}

  /** @throws Error where the folder cannot be made */
  static async open(folder: string, made: NewKeys): Promise<KeysDir> {
    try {
      await mkdir(folder, { recursive: true, mode: 0o700 });
    } catch (error) {
      throw new Error(`${folder} is no folder for keys (${errorCode(error) ?? ''})`, { cause: error });
    }
    await sweepTemporary(folder, (name) => name.endsWith('.pem'), WRITTEN_MS);
    return new KeysDir(folder, made);
  }

  /**
   * The keys of `<owner>.private.pem` and `<owner>.public.pem`, in whichever form they are. A public key alone is
   * enough. If there is neither, both are made. What is there already is never written anew.
   *
   * @param owner `lianlian`, or `merchant-<oid_partner>`
   * @throws Error that names the file, for a file without a key, or two that are not a pair
   */
  async keysOf(owner: string): Promise<KnownKeys> {
    const privatePath = keyFile(this.folder, owner, 'private');
    const publicPath = keyFile(this.folder, owner, 'public');
    const [privateText, publicText] = await Promise.all([contentsOf(privatePath), contentsOf(publicPath)]);
    const publicKey = publicText === undefined ? undefined : publicKeyOf(publicText, publicPath);
    if (privateText === undefined && publicKey !== undefined) return { publicKey, privateKey: undefined };
    const { modulusLength, keyFormat } = this.made;
    const pair =
      privateText === undefined ? await newKeyPair(modulusLength) : keyPairOf(privateText, privatePath);
    if (publicKey?.equals(pair.publicKey) === false) {
      throw new Error(`${publicPath} is not the public key of ${privatePath}: delete one of them`);
    }
    if (privateText === undefined) {
      await replaceFile(privatePath, keyText(pair.privateKey, keyFormat), PRIVATE);
    }
    if (publicText === undefined) await replaceFile(publicPath, keyText(pair.publicKey, keyFormat), PUBLIC);
    return pair;
  }
}

async function contentsOf(path: string): Promise<Buffer | undefined> {
  try {
    return await fileBytes(path);
  } catch (error) {
    throw new Error(`${path} cannot be read (${errorCode(error) ?? ''})`, { cause: error });
  }
}
