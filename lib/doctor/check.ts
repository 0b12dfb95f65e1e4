import type { Sentence } from '../diagnosis/signature-diagnosis.js';

/** How a check ended. */
export type CheckLevel = 'ok' | 'warning' | 'problem';

/** One thing that the doctor looked at. Its sentence holds no key and no secret. */
export interface Check {
  readonly level: CheckLevel;
  /** What it is about: an option, a variable, a host. */
  readonly subject: string;
  readonly message: Sentence;
}

export const ok = (subject: string, message: Sentence): Check => ({ level: 'ok', subject, message });
export const warning = (subject: string, message: Sentence): Check => ({
  level: 'warning',
  subject,
  message,
});
export const problem = (subject: string, message: Sentence): Check => ({
  level: 'problem',
  subject,
  message,
});
