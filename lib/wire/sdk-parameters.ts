import { LianlianMessage } from '../common/fields/lianlian-message.js';

/**
 * A signed payment for LianLian's SDK in the payer's app: every field by its name, `sign` included. `JSON.stringify` of it is
 * what the app gets; an inspected one shows no secret.
 */
export class SdkParameters extends LianlianMessage {
  [field: string]: string;

  /** For tests and mocks: the services make the others. */
  constructor(fields: Readonly<Record<string, string>>) {
    super();
    Object.assign(this, fields);
  }
}
