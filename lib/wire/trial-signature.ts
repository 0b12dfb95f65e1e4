import type { LianlianSettings, Merchant } from '../config/settings.js';
import { LianlianConfigError } from '../errors/lianlian-config.error.js';
import { messages } from '../errors/messages.js';
import { rsaSignSync } from './rsa.js';

/**
 * Signs once for every merchant: a system whose policy switched MD5 off should not find out with a payer.
 *
 * @throws LianlianConfigError
 */
export function assertCanSign(settings: LianlianSettings): LianlianSettings {
  const problems = settings.merchants.flatMap((merchant) =>
    (['RSA', merchant.signType] as const)
      .filter((signType, index, all) => all.indexOf(signType) === index && !canSign(merchant, signType))
      .map((signType) => ({ option: 'privateKey', message: messages.cannotSign(signType) })),
  );
  if (problems.length > 0) throw new LianlianConfigError(problems);
  return settings;
}

function canSign(merchant: Merchant, signType: Merchant['signType']): boolean {
  try {
    return rsaSignSync('trial', merchant.privateKey, signType) !== '';
  } catch {
    return false;
  }
}
