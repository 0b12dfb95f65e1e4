import type { LianlianSettings } from '../config/settings.js';
import { LianlianConfigError } from '../errors/lianlian-config.error.js';
import { type Check, problem } from './check.js';
import { checkMessages } from './checks/check.messages.js';
import { checkEndpoints } from './checks/endpoints.js';
import { checkGateway } from './checks/gateway.js';
import { checkKeys } from './checks/keys.js';
import { checkNoProxy } from './checks/no-proxy.js';
import { checkSettings } from './checks/settings.js';
import { checkUrls } from './checks/urls.js';
import { doctorKeys } from './doctor-keys.js';
import type { Environment } from './environment.js';
import { probeCall } from './probe/probe-call.js';
import { probeNotify } from './probe/probe-notify.js';

/** What the doctor goes by beside the environment. */
interface Examination {
  /** A file with the public key that was given to LianLian. */
  readonly merchantPublicKey?: string | undefined;
  /** Without connecting to LianLian's hosts. */
  readonly isOffline: boolean;
  /** Whether LianLian is asked about an order that cannot exist, and something is posted to the addresses of notifications. */
  readonly isProbe: boolean;
}

/**
 * Checks a merchant's settings.
 *
 * @throws UnusableInput for that file
 */
export async function examine(env: Environment, examination: Examination): Promise<readonly Check[]> {
  const { options, settings, checks } = await checkSettings(env);
  const keys = checkKeys(doctorKeys(options, examination.merchantPublicKey));
  if (settings === undefined) return [...checks, ...keys];
  return [
    ...checks,
    ...keys,
    ...checkUrls(settings),
    ...checkGateway(settings),
    ...checkNoProxy(settings),
    ...(await outward(settings, examination)),
  ];
}

/** What shows only where something is connected to: proxies of the environment that cannot be used, too. */
async function outward(
  settings: LianlianSettings,
  { isOffline, isProbe }: Examination,
): Promise<readonly Check[]> {
  try {
    const endpoints = isOffline ? [] : await checkEndpoints(settings);
    const probes = isProbe ? await Promise.all([probeCall(settings), probeNotify(settings)]) : [];
    return [...endpoints, ...probes.flat()];
  } catch (error) {
    if (error instanceof LianlianConfigError)
      return [problem('start', checkMessages.doesNotStart(error.message))];
    throw error;
  }
}
