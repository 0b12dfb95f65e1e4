import type { LianlianApiId } from '../common/api-ids.js';
import type { ObservedStep } from '../common/logging/observed-steps.js';
import type { SignableFields } from './signature.js';
import type { TransportResponse } from './transport.js';

/** What watches one call. */
export interface CallObservation {
  /** The request is complete and signed. Its fields hold secrets. */
  prepared(fields: SignableFields): void;
  /** An HTTP request of the call is sent: a query may be sent more than once. It calls `post` at once. */
  observePost(url: URL, post: ObservedStep<undefined, TransportResponse>): Promise<void>;
}

/**
 * What watches calls and forms, for traces and metrics. It calls `run` before it awaits anything, learns what became of
 * the call, and cannot change it.
 */
export interface CallObserver {
  observe(api: LianlianApiId, run: ObservedStep<CallObservation, unknown>): Promise<void>;
}
