import { createPublicKey, type KeyObject } from 'node:crypto';
import { readFileSync } from 'node:fs';

import { errorCode } from '../common/secrets/error-text.js';
import { KeyProblem } from '../config/key-problem.js';
import { type KeyInput, parsePrivateKey, parsePublicKey } from '../config/keys.js';
import type { LianlianMerchantOptions } from '../config/lianlian-module-options.js';
import { inputMessages } from './input.messages.js';
import { UnusableInput } from '../diagnosis/unusable-input.js';

const REGISTERED_OPTION = '--merchant-public-key';

/** The keys that could be read, whatever else is wrong with the settings. */
export interface DoctorKeys {
  /** The merchant's own. */
  readonly privateKey: KeyObject | undefined;
  /** The merchant's public key, as LianLian has it. */
  readonly registeredPublicKey: KeyObject | undefined;
  readonly lianlianPublicKeys: readonly KeyObject[];
}

/**
 * @param registeredFile a file with the merchant's public key, as LianLian has it
 * @throws UnusableInput if that file holds none
 */
export function doctorKeys(
  options: Partial<LianlianMerchantOptions> | undefined,
  registeredFile: string | undefined,
): DoctorKeys {
  const { privateKey, lianlianPublicKey = [] } = options ?? {};
  const publicKeys: readonly KeyInput[] = [lianlianPublicKey].flat();
  return {
    privateKey: privateKey === undefined ? undefined : readable(() => parsePrivateKey(privateKey)),
    registeredPublicKey: registeredFile === undefined ? undefined : registeredKey(registeredFile),
    lianlianPublicKeys: publicKeys
      .map((key) => readable(() => parsePublicKey(key)))
      .filter((key) => key !== undefined),
  };
}

/** What the merchant's signatures verify with: the registered key, or the public half of the private one. */
export function merchantPublicKey({ registeredPublicKey, privateKey }: DoctorKeys): KeyObject | undefined {
  return registeredPublicKey ?? (privateKey && createPublicKey(privateKey));
}

function registeredKey(file: string): KeyObject {
  let bytes: Buffer;
  try {
    bytes = readFileSync(file);
  } catch (error) {
    throw new UnusableInput(inputMessages.unreadableFile(REGISTERED_OPTION, errorCode(error) ?? ''), {
      cause: error,
    });
  }
  try {
    return parsePublicKey(bytes);
  } catch (error) {
    const reason = error instanceof KeyProblem ? error.message : inputMessages.noPublicKey();
    throw new UnusableInput(inputMessages.unusableKey(REGISTERED_OPTION, reason), { cause: error });
  }
}

/** A key that cannot be read is left out: the check of the settings says what is wrong with it. */
function readable(parse: () => KeyObject): KeyObject | undefined {
  try {
    return parse();
  } catch (error) {
    if (error instanceof KeyProblem) return undefined;
    throw error;
  }
}
