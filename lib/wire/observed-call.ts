import type { ObservedSteps } from '../common/logging/observed-steps.js';
import type { CallObservation, CallObserver } from './call-observer.js';
import type { SignableFields } from './signature.js';
import { LianlianTransport, type TransportRequest, type TransportResponse } from './transport.js';

/** What a call is carried out with. */
export interface CallParts {
  /** What it is sent through, once or more. */
  readonly transport: LianlianTransport;
  /** Called when the request is complete and signed. */
  readonly prepared: (fields: SignableFields) => void;
}

/** The parts of a call that is observed: its observers see each of them, and disturb none. */
export function observedCall(
  transport: LianlianTransport,
  observations: readonly CallObservation[],
  steps: ObservedSteps<CallObserver>,
): CallParts {
  return {
    transport: new ObservedTransport(transport, observations, steps),
    prepared: (fields) => {
      for (const observation of observations) {
        steps.tell(() => {
          observation.prepared(fields);
        });
      }
    },
  };
}

class ObservedTransport extends LianlianTransport {
  constructor(
    private readonly transport: LianlianTransport,
    private readonly observations: readonly CallObservation[],
    private readonly steps: ObservedSteps<CallObserver>,
  ) {
    super();
  }

  post(request: TransportRequest): Promise<TransportResponse> {
    return this.steps.nested<CallObservation, undefined, TransportResponse>(
      this.observations,
      () => this.transport.post(request),
      (observation, post) => observation.observePost(request.url, post),
    );
  }
}
