import { sqlMessages } from './sql.messages.js';

/** The transaction of a claim is not open any more when its work ends. Nothing of the work is to be remembered. */
export class TransactionEnded extends Error {
  override readonly name = 'TransactionEnded';

  constructor(options?: { readonly cause: unknown }) {
    super(sqlMessages.transactionEnded, options);
  }
}
