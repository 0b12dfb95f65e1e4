import type { KeyObject } from 'node:crypto';

import { isBlank } from '../common/blank.js';
import { type SignType, signTypeOf } from '../common/sign-type.js';
import {
  both,
  type NamedKey,
  type Sentence,
  type SignatureDiagnosis,
  type SignatureFinding,
  type SignatureQuestion,
} from './signature-diagnosis.js';
import { messageEntries } from './message-entries.js';
import { maskEntries } from './mask-entries.js';
import { type OpenedSignature, openSignature } from './open-signature.js';
import { LIANLIAN_RECIPE, sourceBy } from './recipe.js';
import { expectedSources } from './expected-sources.js';
import { type MatchingRecipe, findSignedText } from './find-signed-text.js';
import { finding } from './finding.js';
import { type Spelling, spellingsOf } from './signature-spellings.js';
import { rsaVerify } from '../wire/rsa.js';
import { explainUnopened } from './unopened-signature.js';
import type { Variation } from './variation.js';

const DIGESTS: Readonly<Record<SignType, string>> = { RSA: 'md5', SHA256withRSA: 'sha256' };

/** A signature that one of the known keys opened. */
interface Opening {
  readonly spelling: Spelling;
  /** The key's name, undefined for the expected one. */
  readonly other: Sentence | undefined;
  readonly opened: OpenedSignature;
}

/**
 * Finds out why a signature is wrong, by trying what people get wrong.
 *
 * With the right public key, an RSA signature shows which digest was signed. That proves the key and names the
 * algorithm; what remains is to find the text that has this digest. Nothing is claimed that did not verify.
 * It never decides whether a message is accepted: it explains what the verification decided.
 */
export function diagnoseSignature(question: SignatureQuestion): SignatureDiagnosis {
  const { texts, keys, allowed } = question;
  const signature = texts['sign'];
  const expected = [keys.expected].flat();
  const entries = messageEntries(question);
  const masked = maskEntries(entries);
  const source = sourceBy(LIANLIAN_RECIPE, masked.entries);
  const known = {
    verifies: false,
    source,
    signedSource: undefined,
    maskedFields: masked.maskedFields,
  } as const;
  const notOpened = { signedWith: undefined, digest: undefined } as const;

  if (isBlank(signature)) {
    const findings = [finding('missing-signature')];
    return { ...known, ...notOpened, findings, likely: summary(findings) };
  }
  const signType = acceptedSignType(question);
  const likely = signType === undefined ? undefined : rightness(question, signature, signType);
  if (signType !== undefined && likely !== undefined) {
    const digest = DIGESTS[signType];
    return { ...known, verifies: true, signedWith: 'expected', digest, findings: [], likely };
  }
  const sources = expectedSources(question);

  const spellings = spellingsOf(signature);
  const opening = opened(spellings, expected, keys.others ?? []);
  if (opening === undefined) {
    const findings = explainUnopened({ signature, spellings, expected, others: keys.others ?? [], sources });
    return { ...known, ...notOpened, findings, likely: summary(findings) };
  }
  const { digest } = opening.opened;
  const found =
    digest === 'unknown' ? undefined : findSignedText(entries, opening.opened, question.quick === true);
  const findings = [
    ...aboutSpelling(opening.spelling),
    ...aboutKey(opening.other),
    ...aboutDigest(opening.opened, signTypeOf(texts['sign_type'] ?? 'RSA'), allowed),
    ...(found === undefined ? [otherContent(digest, opening.other)] : found.variations.map(aboutVariation)),
  ];
  // Right in everything that was tried, and refused all the same: half a surrogate pair has no bytes in UTF-8.
  if (findings.length === 0)
    findings.push(finding('other-encoding', { how: both('half a surrogate pair', '半个代理对') }));
  return {
    ...known,
    signedSource: signedSource(found, masked.entries),
    signedWith: opening.other?.en ?? 'expected',
    digest,
    findings,
    likely: summary(findings),
  };
}

/** In which way the signature is right, if it is. */
function rightness(question: SignatureQuestion, signature: string, signType: SignType): Sentence | undefined {
  const { keys, texts, unsignedFields = [] } = question;
  const isRight = (asked: SignatureQuestion): boolean =>
    expectedSources(asked).some((text) =>
      [keys.expected].flat().some((key) => rsaVerify(text, signature, key, signType)),
    );
  if (isRight(question)) return both('The signature is right.', '签名正确。');
  const uncovered = unsignedFields.filter((name) => !isBlank(texts[name]));
  if (uncovered.length === 0) return undefined;
  const covered = Object.entries(texts).filter(([name]) => !uncovered.includes(name));
  if (!isRight({ ...question, texts: Object.fromEntries(covered) })) return undefined;
  return both(
    `The signature is right, as of the response to a query: it does not cover ${uncovered.join(', ')}, so show them and decide nothing by them. In a notification they are refused.`,
    `签名正确，但仅限查询的应答：签名不包含 ${uncovered.join('、')}，只可展示，不可据以判断。通知里出现则会被拒绝。`,
  );
}

/** The algorithm that the message names, if it is one of those that are accepted. */
function acceptedSignType({ texts, allowed }: SignatureQuestion): SignType | undefined {
  const claimed = texts['sign_type'];
  const signType = isBlank(claimed) ? 'RSA' : signTypeOf(claimed);
  return signType !== undefined && allowed.includes(signType) ? signType : undefined;
}

function opened(
  spellings: readonly Spelling[],
  expected: readonly KeyObject[],
  others: readonly NamedKey[],
): Opening | undefined {
  const candidates = [...expected.map((key) => ({ key, name: undefined })), ...others];
  for (const { key, name } of candidates) {
    for (const spelling of spellings) {
      const content = openSignature(spelling.bytes, key);
      if (content !== undefined) return { spelling, other: name, opened: content };
    }
  }
  return undefined;
}

function aboutSpelling({ cause, how }: Spelling): SignatureFinding[] {
  return cause === undefined ? [] : [finding(cause, { how })];
}

function aboutKey(other: Sentence | undefined): SignatureFinding[] {
  if (other === undefined) return [];
  const how = both(
    `It was made with the private key that belongs to ${other.en}. Sign with the private key whose public half was handed in, or verify with that public key.`,
    `它是用${other.zh}对应的私钥签的。请用已登记公钥所对应的私钥签名，或者用那把公钥验签。`,
  );
  return [finding('wrong-key', { how })];
}

function aboutDigest(
  { digest, isWrapped }: OpenedSignature,
  claimed: SignType | undefined,
  allowed: readonly SignType[],
): SignatureFinding[] {
  const findings: SignatureFinding[] = isWrapped ? [] : [finding('no-digest-info')];
  const isAllowed = claimed !== undefined && allowed.includes(claimed);
  if (!isAllowed)
    findings.push(finding('sign-type-not-allowed', { how: both(allowed.join(', '), allowed.join('、')) }));
  if (claimed === undefined || digest === DIGESTS[claimed] || digest === 'unknown') return findings;
  if (digest === 'md5') return [finding('md5-for-sha256'), ...findings];
  if (digest === 'sha256') return [finding('sha256-for-md5'), ...findings];
  return [finding('other-digest', { how: both(digest.toUpperCase(), digest.toUpperCase()) }), ...findings];
}

function aboutVariation({ cause, how, fields }: Variation): SignatureFinding {
  return finding(cause, { how, fields });
}

function otherContent(digest: string, other: Sentence | undefined): SignatureFinding {
  const key = other === undefined ? 'The key is right' : `The key is that of ${other.en}`;
  const keyInChinese = other === undefined ? '密钥正确' : `密钥是${other.zh}`;
  const how = both(
    `${key}. The signed digest (${digest.toUpperCase()}) matches neither this message nor any known mistake. A value was changed after signing, or the source is built in another way: compare your own source with this one, character by character.`,
    `${keyInChinese}。签名里的摘要（${digest.toUpperCase()}）与这条报文不符，也不符合任何已知错误。可能签名之后改了值，或者原文的拼法不同：请把您的签名原文与这里的逐字对照。`,
  );
  return finding('other-content', { how });
}

function signedSource(
  found: MatchingRecipe | undefined,
  maskedEntries: Parameters<typeof sourceBy>[1],
): string | undefined {
  if (found === undefined || found.variations.length === 0) return undefined;
  return found.recipe.show(sourceBy(found.recipe, maskedEntries));
}

function summary(findings: readonly SignatureFinding[]): Sentence {
  return {
    en: `${findings.map(({ title }) => title.en).join('; and: ')}.`,
    zh: `${findings.map(({ title }) => title.zh).join('；')}。`,
  };
}
