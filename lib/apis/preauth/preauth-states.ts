/**
 * Where an authorization stands:
 * - `created`, `to-be-verified`, `authorizing`: not authorized yet
 * - `authorized`: the amount is reserved; capture or cancel it
 * - `capturing`, `cancelling`: not final
 * - `captured`, `cancelled`, `authorization-failed`, `expired`: final
 * - `capture-failed`, `cancel-failed`: that step failed; what was authorized may still be
 * - `undecided`: LianLian answered without a status
 */
export type PreauthState =
  | 'created'
  | 'to-be-verified'
  | 'authorizing'
  | 'authorized'
  | 'authorization-failed'
  | 'capturing'
  | 'captured'
  | 'capture-failed'
  | 'cancelling'
  | 'cancelled'
  | 'cancel-failed'
  | 'expired'
  | 'undecided';

/** A `ret_code` of the query, which is the status of the authorization. */
export interface PreauthStatus {
  readonly code: string;
  readonly state: PreauthState;
  /** What it means and what to do, in English. */
  readonly description: string;
}

const ROWS: readonly (readonly [code: string, state: PreauthState, description: string])[] = [
  [
    '0000',
    'undecided',
    "LianLian accepted the query; its documents' samples show this code beside no status. Ask again later.",
  ],
  ['2003', 'created', 'The transaction was created; the payer has not authorized it yet.'],
  ['2006', 'expired', 'The transaction expired before it was authorized. Start a new one.'],
  ['PR07', 'authorized', 'The amount is reserved. Capture it, in part or in full, or cancel.'],
  ['PR08', 'to-be-verified', 'The payer still has to verify the authorization.'],
  ['PR09', 'authorizing', 'The bank is authorizing. Ask again later.'],
  ['PR10', 'authorization-failed', 'The authorization failed; nothing is reserved. Start a new one.'],
  ['PR11', 'captured', 'The amount was captured. To give it back, refund it.'],
  ['PR12', 'capturing', 'The capture is under way. Ask again later, and do not send it again.'],
  ['PR13', 'capture-failed', 'The capture failed. The amount may still be reserved.'],
  ['PR14', 'cancelled', 'The authorization was cancelled; nothing is reserved.'],
  ['PR15', 'cancelling', 'The cancellation is under way. Ask again later, and do not send it again.'],
  ['PR16', 'cancel-failed', 'The cancellation failed. The amount may still be reserved.'],
];

/** Every status of an authorization, by the `ret_code` that says it. */
export const PREAUTH_STATES: ReadonlyMap<string, PreauthStatus> = new Map(
  ROWS.map(([code, state, description]) => [code, { code, state, description }]),
);

/** The state that a `ret_code` of the query names. */
export function preauthState(ret_code: string): PreauthState {
  return PREAUTH_STATES.get(ret_code)?.state ?? 'undecided';
}
