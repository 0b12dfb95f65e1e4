import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type KeyPair, keyPairOf, newKeyPair, pemOf, publicKeyOf } from '../common/keys.js';
import { replaceFile, textOf } from './private-file.js';

const PRIVATE = 0o600;
const PUBLIC = 0o644;

/** The keys of LianLian or of a merchant. The private key is undefined for a merchant that keeps it elsewhere. */
export type KnownKeys = Pick<KeyPair, 'publicKey'> & {
  readonly privateKey: KeyPair['privateKey'] | undefined;
};

/** A folder with keys as PEM files, so that a shop's settings stay valid across starts. */
export class KeysDir {
  private constructor(private readonly folder: string) {}

  /** @throws Error where the folder cannot be made */
  static async open(folder: string): Promise<KeysDir> {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    return new KeysDir(folder);
  }

  /**
   * The keys of `<owner>.private.pem` and `<owner>.public.pem`. A public key alone is enough. If there
   * is neither, both are made.
   *
   * @param owner `lianlian`, or `merchant-<oid_partner>`
   * @throws Error that names the file, for a file without a key, or two that are not a pair
   */
  async keysOf(owner: string, modulusLength: number): Promise<KnownKeys> {
    const [privatePath, publicPath] = ['private', 'public'].map((kind) =>
      join(this.folder, `${owner}.${kind}.pem`),
    ) as [string, string];
    const [privateText, publicText] = await Promise.all([textOf(privatePath), textOf(publicPath)]);
    const publicKey =
      publicText === undefined ? undefined : parsed(publicPath, 'public', () => publicKeyOf(publicText));
    if (privateText === undefined && publicKey !== undefined) return { publicKey, privateKey: undefined };
    const pair =
      privateText === undefined
        ? await newKeyPair(modulusLength)
        : parsed(privatePath, 'private', () => keyPairOf(privateText));
    if (publicKey !== undefined && pemOf(publicKey) !== pemOf(pair.publicKey)) {
      throw new Error(`${publicPath} is not the public key of ${privatePath}: delete one of them`);
    }
    if (privateText === undefined) await replaceFile(privatePath, pemOf(pair.privateKey), PRIVATE);
    if (publicText === undefined) await replaceFile(publicPath, pemOf(pair.publicKey), PUBLIC);
    return pair;
  }
}

function parsed<Key>(path: string, kind: string, parse: () => Key): Key {
  try {
    return parse();
  } catch (error) {
    throw new Error(`${path} holds no ${kind} RSA key in PEM`, { cause: error });
  }
}
