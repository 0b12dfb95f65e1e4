import type { KeyObject } from 'node:crypto';

import type { SignType } from '../common/sign-type.js';
import type { SignableFields } from '../wire/signature.js';

/** What was wrong with a signature. Each is claimed only where it was verified. */
export type SignatureCause =
  | 'missing-signature'
  | 'wrong-key'
  | 'md5-for-sha256'
  | 'sha256-for-md5'
  | 'other-digest'
  | 'sign-type-not-allowed'
  | 'empty-fields-included'
  | 'sorted-wrongly'
  | 'double-encoded-utf8'
  | 'other-encoding'
  | 're-serialized-json'
  | 'spaces-in-names'
  | 'spaces-in-values'
  | 'sign-included'
  | 'field-left-out'
  | 'sign-type-changed'
  | 'value-written-otherwise'
  | 'url-encoded'
  | 'joined-wrongly'
  | 'json-signed'
  | 'hashed-twice'
  | 'no-digest-info'
  | 'pss-padding'
  | 'shared-key-digest'
  | 'plus-became-blank'
  | 'signature-spelling'
  | 'signature-cut-off'
  | 'other-content';

/** A sentence in both languages of the people who read it. */
export interface Sentence {
  readonly en: string;
  readonly zh: string;
}

/** What is said in both languages. */
export const both = (en: string, zh: string): Sentence => ({ en, zh });

/** Where nothing need be said. */
export const NO_WORDS: Sentence = both('', '');

/** One thing that is wrong, and what to do about it. Neither holds a value of the message. */
export interface SignatureFinding {
  readonly cause: SignatureCause;
  /** One line: what is wrong. */
  readonly title: Sentence;
  /** What to change, with the names of the fields concerned. */
  readonly explanation: Sentence;
  /** The fields concerned; empty where it is not about single fields. */
  readonly fields: readonly string[];
}

/** What was found out about a signature. */
export interface SignatureDiagnosis {
  /** Whether the signature is right. */
  readonly verifies: boolean;
  /** The text that a right signature covers, personal data masked. */
  readonly source: string;
  /** The text that was signed instead, where it was found; personal data masked. */
  readonly signedSource: string | undefined;
  /** The fields whose values are masked in both sources. */
  readonly maskedFields: readonly string[];
  /** The key that the signature was made with, where it is known: `expected`, or the English name of another. */
  readonly signedWith: string | undefined;
  /** The digest that was signed, by its OpenSSL name: `md5`, `sha256`, … */
  readonly digest: string | undefined;
  /** All that is wrong, the most important first. Empty where the signature is right. */
  readonly findings: readonly SignatureFinding[];
  /** One line that sums it up. */
  readonly likely: Sentence;
}

/** A public key that may have been taken for the right one, with a name for the reader: "LianLian's own". */
export interface NamedKey {
  readonly name: Sentence;
  readonly key: KeyObject;
}

/** What is known of a signed message. */
export interface SignatureQuestion {
  /** The body as it arrived, if it is still at hand: some mistakes show only in it. */
  readonly body?: string | undefined;
  readonly transport: 'json' | 'form' | 'form:req_data';
  /** The message's fields as texts, in the order in which they were sent. */
  readonly texts: SignableFields;
  /** The fields' parsed values, where there is no body to read them from. */
  readonly values?: Readonly<Record<string, unknown>> | undefined;
  readonly keys: {
    /** What the signature should verify with; several while a key is changed. */
    readonly expected: KeyObject | readonly KeyObject[];
    readonly others?: readonly NamedKey[] | undefined;
  };
  /** The algorithms that are accepted for this message, whatever its `sign_type` says. */
  readonly allowed: readonly SignType[];
  /** Reads the rules as responses and notifications are verified: either order of names, nested values compact too. */
  readonly lenient?: boolean | undefined;
  /** Fields that LianLian leaves out of the signature of some responses. */
  readonly unsignedFields?: readonly string[] | undefined;
  /**
   * Tries single mistakes alone: milliseconds. Without it pairs are tried after them, if none explains it, which
   * takes up to half a second.
   */
  readonly quick?: boolean | undefined;
}
