import { type CallOutcome, LianlianError } from './lianlian.error.js';

/**
 * A message that LianLian did not sign for us: without a signature, with a wrong one, or about another
 * merchant, order or amount than was asked for. After a call its outcome is `unknown`: query.
 */
export class LianlianSignatureError extends LianlianError {
  constructor(message: string, options: { outcome?: CallOutcome | undefined } = {}) {
    super(message, options);
  }
}
