/** The likely cause of a signature that does not verify. `unknown` where nothing that was tried verifies. */
export type DiagnosisCause =
  | 'none'
  | 'missing-signature'
  | 'unknown-merchant'
  | 'sign-type'
  | 'wrong-key'
  | 'md5-for-sha256'
  | 'empty-fields'
  | 'sorting'
  | 'double-encoded'
  | 're-serialised'
  | 'spaces-in-names'
  | 'unknown';

/** What became of the search for the cause. No secret value is in it. */
export interface Diagnosis {
  readonly verified: boolean;
  /** `none` where it verifies. A cause that is not in the list is possible, as text of its own. */
  readonly cause: DiagnosisCause | (string & {});
  /** What happened and what to do, in sentences. */
  readonly explanation: string;
  /** The same in Chinese, where there is one. */
  readonly explanationZh?: string | undefined;
  /** The text that should have been signed, masked. */
  readonly source: string;
  /** The text with which the signature verifies, masked, where one was found. */
  readonly signedSource?: string | undefined;
}
