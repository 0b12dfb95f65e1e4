import { PreauthRequest } from './preauth-request.js';

/**
 * Asks where an authorization stands.
 *
 * @see LianLian's "Pre-authorized order status query API"
 */
export class PreauthQueryRequest extends PreauthRequest {}
