/** What is known of a payer who came back without a signed result of LianLian's. It is shown, and changes nothing. */
export type ReturnNote = 'abandoned' | 'unverified';

/** Whether a query parameter is one: anybody can type anything there. */
export function isReturnNote(value: unknown): value is ReturnNote {
  return value === 'abandoned' || value === 'unverified';
}
