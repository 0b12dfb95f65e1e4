import { LianlianError } from './lianlian.error.js';

/**
 * A message that LianLian did not sign for us: without a signature, with a wrong one, or about another
 * merchant, order or amount than was asked for. After a call its outcome is `unknown`: query.
 */
export class LianlianSignatureError extends LianlianError {
  declare readonly outcome: 'unknown' | undefined;

  constructor(message: string, options: { outcome?: 'unknown' | undefined } = {}) {
    super(message, options);
  }
}
