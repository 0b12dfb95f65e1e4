import type { ObservedSteps } from '../common/observed-steps.js';
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

/** The parts of a call that is observed: its observer sees each of them, and disturbs none. */
export function observedCall(
  transport: LianlianTransport,
  observation: CallObservation,
  steps: ObservedSteps<CallObserver>,
): CallParts {
  return {
    transport: new ObservedTransport(transport, observation, steps),
    prepared: (fields) => {
      steps.tell(() => {
        observation.prepared(fields);
      });
    },
  };
}

class ObservedTransport extends LianlianTransport {
  constructor(
    private readonly transport: LianlianTransport,
    private readonly observation: CallObservation,
    private readonly steps: ObservedSteps<CallObserver>,
  ) {
    super();
  }

  post(request: TransportRequest): Promise<TransportResponse> {
    return this.steps.observed(
      () => this.transport.post(request),
      (post) => this.observation.observePost(request.url, post),
    );
  }
}
