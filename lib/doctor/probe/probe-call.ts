import { isBlank } from '../../common/blank.js';
import { printable } from '../../common/printable.js';
import type { LianlianSettings, Merchant } from '../../config/settings.js';
import { LianlianApiError } from '../../errors/lianlian-api.error.js';
import { acceptedSignType } from '../../wire/accepted-sign-type.js';
import type { RawJsonObject } from '../../wire/raw-json.js';
import { isSignedBy } from '../../wire/verification.js';
import { type Check, ok, problem, warning } from '../check.js';
import { probeMessages } from './probe.messages.js';
import { PROBE_API, probedResponse, type ProbedResponse } from './probed-response.js';

/** Whether LianLian accepts the merchant's number and signature, and which of the public keys are LianLian's. */
export async function probeCall(settings: LianlianSettings): Promise<readonly Check[]> {
  const [merchant] = settings.merchants;
  if (merchant === undefined) return [];
  const probed = await probedResponse(settings);
  const { error, message } = probed;
  if (message === undefined || isBlank(message.texts['ret_code'])) {
    const said = error === undefined ? [] : [problem('probe', probeMessages.callFailed(error.message))];
    return [...said, warning('LianLian', probeMessages.noResponse())];
  }
  return [...aboutRefusal(probed), ...aboutKeys(merchant, message)];
}

function aboutRefusal({ error }: ProbedResponse): readonly Check[] {
  if (error === undefined) return [problem('LianLian', probeMessages.found())];
  // Its signature is wrong: the verdicts of the keys say so.
  if (!(error instanceof LianlianApiError)) return [];
  const { ret_code, ret_msg, category } = error;
  switch (category) {
    case 'not_found':
      return [
        ok('LianLian', probeMessages.asked(ret_code)),
        ok('oidPartner', probeMessages.numberKnown()),
        ok('privateKey', probeMessages.keyAccepted()),
      ];
    case 'invalid_signature':
      return [problem('privateKey', probeMessages.keyRefused(ret_code))];
    case 'merchant':
      return [problem('oidPartner', probeMessages.numberRefused(ret_code, printable(ret_msg)))];
    default:
      return [warning('LianLian', probeMessages.otherCode(ret_code, printable(ret_msg)))];
  }
}

/** One verdict for each key, by LianLian's own signature. */
function aboutKeys(merchant: Merchant, message: RawJsonObject): readonly Check[] {
  const { lianlianPublicKeys } = merchant;
  const nameOf = (index: number): string =>
    lianlianPublicKeys.length === 1 ? 'lianlianPublicKey' : `lianlianPublicKey[${String(index)}]`;
  if (isBlank(message.texts['sign'])) {
    return lianlianPublicKeys.map((_key, index) => warning(nameOf(index), probeMessages.unsigned()));
  }
  const signType = acceptedSignType(merchant, message.texts['sign_type']);
  const verifies = lianlianPublicKeys.map(
    (key) =>
      signType !== undefined &&
      isSignedBy({ keys: [key], signType }, message, PROBE_API.unsignedResponseFields),
  );
  return verifies.map((isRight, index) => {
    if (isRight) return ok(nameOf(index), probeMessages.publicKeyRight());
    return verifies.includes(true)
      ? warning(nameOf(index), probeMessages.publicKeyIdle())
      : problem(nameOf(index), probeMessages.publicKeyWrong());
  });
}
