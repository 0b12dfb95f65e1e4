import { parseRawJsonObject } from '../wire/raw-json.js';
import type { SignatureQuestion } from './signature-diagnosis.js';

/** One field as it was sent. */
export interface MessageEntry {
  readonly name: string;
  /** Null where the message says null. */
  readonly value: string | null;
}

/** The fields of a message in the order in which they were sent, those that are null included. */
export function messageEntries(question: SignatureQuestion): readonly MessageEntry[] {
  const { texts } = question;
  const names = Object.keys(parsedValues(question) ?? texts);
  const all = [...names, ...Object.keys(texts).filter((name) => !names.includes(name))];
  return all.map((name) => ({ name, value: texts[name] ?? null }));
}

/** The fields' parsed values, where the message was JSON. */
export function parsedValues({
  body,
  transport,
  values,
}: SignatureQuestion): Readonly<Record<string, unknown>> | undefined {
  if (values !== undefined || body === undefined || transport !== 'json') return values;
  try {
    return parseRawJsonObject(body).values;
  } catch {
    // The caller has read the message in some other way.
    return undefined;
  }
}
