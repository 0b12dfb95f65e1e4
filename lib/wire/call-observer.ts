import type { LianlianApiId } from '../common/api-ids.js';
import type { SignableFields } from './signature.js';
import type { LianlianTransport } from './transport.js';

/** A call that is observed. */
export interface ObservedCall {
  /** What the call is sent through, once or more. */
  readonly transport: LianlianTransport;
  /** Called when the request is complete and signed. Its fields hold secrets. */
  readonly prepared: (fields: SignableFields) => void;
}

/** Observes calls and forms, for traces and metrics. It returns what `run` returns, and throws what `run` throws. */
export interface CallObserver {
  observe<T>(
    api: LianlianApiId,
    transport: LianlianTransport,
    run: (call: ObservedCall) => Promise<T>,
  ): Promise<T>;
}
