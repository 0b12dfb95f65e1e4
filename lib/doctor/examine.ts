import type { Check } from './check.js';
import { checkEndpoints } from './checks/endpoints.js';
import { checkKeys } from './checks/keys.js';
import { checkSettings } from './checks/settings.js';
import { checkUrls } from './checks/urls.js';
import { doctorKeys } from './doctor-keys.js';
import type { Environment } from './environment.js';

/** What the doctor goes by beside the environment. */
interface Examination {
  /** A file with the public key that was given to LianLian. */
  readonly merchantPublicKey?: string | undefined;
  /** Without connecting to LianLian's hosts. */
  readonly isOffline: boolean;
}

/**
 * Checks a merchant's settings.
 *
 * @throws KeyFileError
 */
export async function examine(env: Environment, examination: Examination): Promise<readonly Check[]> {
  const { options, settings, checks } = await checkSettings(env);
  const keys = checkKeys(doctorKeys(options, examination.merchantPublicKey));
  if (settings === undefined) return [...checks, ...keys];
  const endpoints = examination.isOffline ? [] : await checkEndpoints(settings);
  return [...checks, ...keys, ...checkUrls(settings), ...endpoints];
}
