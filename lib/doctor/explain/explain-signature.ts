import type { KeyObject } from 'node:crypto';

import { DEFINITIONS } from '../../apis/definitions.js';
import type { LianlianMessage } from '../../common/fields/lianlian-message.js';
import { type SignType, signTypeOf } from '../../common/sign-type.js';
import { both, type NamedKey, type SignatureDiagnosis } from '../../diagnosis/signature-diagnosis.js';
import { diagnoseSignature } from '../../diagnosis/diagnose-signature.js';
import type { AddressedDefinition } from '../../wire/api-definition.js';
import { type DoctorKeys, merchantPublicKey } from '../doctor-keys.js';
import { UnusableInput } from '../../diagnosis/unusable-input.js';
import { explainMessages } from './explain.messages.js';
import type { PastedMessage } from '../../diagnosis/pasted/pasted-message.js';

type Api = AddressedDefinition<LianlianMessage>;

/** Whose signature a message has to have. */
type SigningParty = 'merchant' | 'lianlian';

/** Fields that only LianLian's messages have. */
const LIANLIAN_FIELDS = [
  'ret_code',
  'oid_paybill',
  'result_pay',
  'sta_refund',
  'oid_refundno',
  'settle_date',
];

/** What the signatures of some responses do not cover. Which API a response is of, it does not say. */
const UNSIGNED_FIELDS = [
  ...new Set(
    Object.values(DEFINITIONS).flatMap((api) =>
      'unsignedResponseFields' in api ? (api.unsignedResponseFields ?? []) : [],
    ),
  ),
];

/** What was found out about a pasted message. */
export interface Explanation {
  readonly signer: SigningParty;
  /** The API that it was sent to, by its name in LianLian's documents, where the URL was pasted too. */
  readonly api: string | undefined;
  readonly diagnosis: SignatureDiagnosis;
  /** Names with blanks in them: they may be signed rightly, and LianLian still finds no such field. */
  readonly spacedNames: readonly string[];
}

/** What is known beside the message. */
interface Circumstances {
  readonly keys: DoctorKeys;
  /** The algorithm of the settings, beside RSA. */
  readonly signType?: string | undefined;
  /** Whose message it is, where the caller said so. */
  readonly signer?: SigningParty | undefined;
}

/**
 * Explains the signature of a pasted message.
 *
 * @throws UnusableInput if there is no key to verify it with
 */
export function explainSignature(message: PastedMessage, circumstances: Circumstances): Explanation {
  const { texts, values, transport, body } = message;
  const signer = circumstances.signer ?? signerOf(texts);
  const { expected, others } = keysFor(signer, circumstances.keys);
  const api = apiAt(message.url);
  const diagnosis = diagnoseSignature({
    ...{ body, transport, texts, values },
    keys: { expected, others },
    allowed: allowedFor(signer, api, circumstances.signType),
    lenient: signer === 'lianlian',
    unsignedFields: signer === 'lianlian' ? UNSIGNED_FIELDS : [],
  });
  const spacedNames = Object.keys(texts).filter((name) => /\s/.test(name));
  return { signer, api: api?.title, diagnosis, spacedNames };
}

function signerOf(texts: PastedMessage['texts']): SigningParty {
  const isRequest = 'notify_url' in texts || 'risk_item' in texts;
  // Queries and refunds name a transaction too: only a response or a notification has a result.
  const results = LIANLIAN_FIELDS.filter((name) => name in texts && name !== 'oid_paybill');
  return !isRequest && results.length > 0 ? 'lianlian' : 'merchant';
}

function keysFor(
  signer: SigningParty,
  keys: DoctorKeys,
): { readonly expected: readonly KeyObject[]; readonly others: readonly NamedKey[] } {
  const own = merchantPublicKey(keys);
  const half = merchantPublicKey({ ...keys, registeredPublicKey: undefined });
  const merchants = own === undefined ? [] : [own];
  const lianlians = keys.lianlianPublicKeys.map((key) => ({
    name: both("LianLian's key (LIANLIAN_PUBLIC_KEY)", '连连的密钥（LIANLIAN_PUBLIC_KEY）'),
    key,
  }));
  if (signer === 'lianlian') {
    if (lianlians.length === 0) {
      throw new UnusableInput(explainMessages.lianlianKeyNeeded());
    }
    const others = merchants.map((key) => ({ name: both("the merchant's own key", '商户自己的密钥'), key }));
    return { expected: lianlians.map(({ key }) => key), others };
  }
  if (merchants.length === 0) {
    throw new UnusableInput(explainMessages.merchantKeyNeeded());
  }
  const configured =
    half === undefined ? [] : [{ name: both('the private key of the settings', '设置里的私钥'), key: half }];
  return { expected: merchants, others: [...configured, ...lianlians] };
}

function apiAt(url: string | undefined): Api | undefined {
  if (url === undefined || !URL.canParse(url)) return undefined;
  const { pathname, host } = new URL(url);
  const apis: readonly Api[] = Object.values(DEFINITIONS);
  const samePath = apis.filter(({ endpoint }) => new URL(endpoint).pathname === pathname);
  return samePath.find(({ endpoint }) => new URL(endpoint).host === host) ?? samePath[0];
}

/** What an API takes, or what LianLian's messages are verified with; of an unknown API both. */
function allowedFor(
  signer: SigningParty,
  api: Api | undefined,
  configured: string | undefined,
): readonly SignType[] {
  if (signer === 'merchant') return api === undefined ? ['RSA', 'SHA256withRSA'] : (api.signTypes ?? ['RSA']);
  return [...new Set<SignType>(['RSA', signTypeOf(configured) ?? 'RSA'])];
}
