import type { LianlianApiId } from '../common/api-ids.js';
import type { SignableFields } from './signature.js';
import type { LianlianTransport } from './transport.js';

/** A call that somebody watches. */
export interface ObservedCall {
  /** What the call is sent through, once or more. */
  readonly transport: LianlianTransport;
  /** Told when the request is complete and signed. Its fields hold secrets. */
  readonly prepared: (fields: SignableFields) => void;
}

/** What watches calls and forms, for traces and metrics. It gives or throws what `run` gives or throws. */
export interface CallObserver {
  observe<T>(
    api: LianlianApiId,
    transport: LianlianTransport,
    run: (call: ObservedCall) => Promise<T>,
  ): Promise<T>;
}
