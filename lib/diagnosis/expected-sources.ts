import { compactTexts } from '../wire/raw-json.js';
import { nameOrdersOf, signatureSource } from '../wire/signature.js';
import { parsedValues } from './message-entries.js';
import type { SignatureQuestion } from './signature-diagnosis.js';

/** The texts that a right signature may cover: one, or all that the verification of LianLian's messages tries. */
export function expectedSources(question: SignatureQuestion): readonly string[] {
  const { texts, lenient } = question;
  if (lenient !== true) return [signatureSource(texts)];
  const compact = compactTexts({ texts, values: parsedValues(question) ?? {} });
  return [texts, compact].flatMap((fields) =>
    nameOrdersOf(fields).map((order) => signatureSource(fields, order)),
  );
}
