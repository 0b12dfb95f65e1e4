import type { Merchant } from '../config/settings.js';
import { type ConfigProblem, LianlianConfigError } from '../errors/lianlian-config.error.js';
import { wireMessages } from './wire.messages.js';
import { signFor, SigningFailure } from './sign-for.js';

/**
 * Signs once for every merchant, so that a system whose policy switches MD5 off, or a KMS that this process may not use,
 * is found at start and not with the first payer.
 *
 * @throws LianlianConfigError with the first signer's error as `cause`
 */
export async function assertCanSign(merchants: readonly Merchant[], timeoutMs: number): Promise<void> {
  const trials = await Promise.all(merchants.map((merchant) => trialProblems(merchant, timeoutMs)));
  const found = trials.flat();
  if (found.length === 0) return;
  const { cause } = found.find((problem) => problem.cause !== undefined) ?? {};
  throw new LianlianConfigError(
    found.map(({ option, message }) => ({ option, message })),
    { cause },
  );
}

/** A problem, and what the signer threw. */
interface TrialProblem extends ConfigProblem {
  readonly cause?: unknown;
}

/** What keeps a merchant from signing, with each algorithm that its requests may need. */
export async function trialProblems(merchant: Merchant, timeoutMs: number): Promise<readonly TrialProblem[]> {
  const signTypes = [...new Set(['RSA', merchant.signType] as const)];
  const trials = signTypes.map((signType) => trial(merchant, signType, timeoutMs));
  return (await Promise.all(trials)).filter((problem) => problem !== undefined);
}

async function trial(
  merchant: Merchant,
  signType: Merchant['signType'],
  timeoutMs: number,
): Promise<TrialProblem | undefined> {
  try {
    await signFor(merchant, 'trial', signType, { timeoutMs });
    return undefined;
  } catch (error) {
    if (!(error instanceof SigningFailure)) {
      return { option: 'privateKey', message: wireMessages.cannotSign(signType) };
    }
    const message = signerSentence(error.problem, signType, timeoutMs);
    return { option: 'signer', message: `${message} (merchant ${merchant.oidPartner})`, cause: error.cause };
  }
}

function signerSentence(
  problem: SigningFailure['problem'],
  signType: Merchant['signType'],
  timeoutMs: number,
): string {
  switch (problem) {
    case 'failed':
      return wireMessages.signerFailed(signType);
    case 'too-slow':
      return wireMessages.signerTooSlow(signType, timeoutMs);
    case 'no-signature':
      return wireMessages.notASignature(signType);
    case 'other-key':
      return wireMessages.otherSigner(signType);
  }
}
