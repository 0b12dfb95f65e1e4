import { inspect } from 'node:util';

import { LianlianTransportError } from 'nestjs-lianlian';

/** The error of a call that gets no response; that it gets one fails the test. */
export async function failure(call: Promise<unknown>): Promise<LianlianTransportError> {
  const error: unknown = await call.then(
    (response) => {
      throw new Error(`an error was expected, not ${inspect(response)}`);
    },
    (reason: unknown) => reason,
  );
  if (error instanceof LianlianTransportError) return error;
  throw new Error(`a LianlianTransportError was expected, not ${inspect(error)}`);
}
