/** How a check ended. */
export type CheckLevel = 'ok' | 'warning' | 'problem';

/** One thing that the doctor looked at. Its sentence holds no key and no secret. */
export interface Check {
  readonly level: CheckLevel;
  /** What it is about: an option, a variable, a host. */
  readonly subject: string;
  readonly message: string;
}

export const ok = (subject: string, message: string): Check => ({ level: 'ok', subject, message });
export const warning = (subject: string, message: string): Check => ({ level: 'warning', subject, message });
export const problem = (subject: string, message: string): Check => ({ level: 'problem', subject, message });
