import type { IncomingMessage } from 'node:http';

import { keptWith } from '../../common/objects/kept-with.js';
import type { CollectedBody } from './collect-body.js';

/** What is kept of a request from the moment that the module first saw it: another part may change it later. */
export interface Arrival {
  /** On the clock of `performance.now()`. */
  readonly at: number;
  readonly contentType: string | undefined;
  /** Undefined where the sender named none. */
  readonly contentLength: number | undefined;
  /** Whether its headers announce a body. */
  readonly hasBody: boolean;
  readonly isCompressed: boolean;
  /** What its stream gave, once it was read. */
  body: CollectedBody | undefined;
}

const arrivals = keptWith<IncomingMessage, Arrival>();

/** What was kept of a request; from now on, if this is the first that is seen of it. */
export function arrivalOf(request: IncomingMessage): Arrival {
  const known = arrivals.get(request);
  if (known !== undefined) return known;
  const { headers } = request;
  const length = headers['content-length'];
  const arrival: Arrival = {
    at: performance.now(),
    contentType: headers['content-type'],
    contentLength: length === undefined ? undefined : Number(length),
    hasBody: Number(length ?? 0) > 0 || headers['transfer-encoding'] !== undefined,
    isCompressed: headers['content-encoding'] !== undefined,
    body: undefined,
  };
  arrivals.set(request, arrival);
  return arrival;
}
