import { HttpException, HttpStatus } from '@nestjs/common';

import type { Text } from '../language/text.js';

/** Money would move, and nobody has agreed to it yet: `ConfirmationFilter` asks. Nothing has been done. */
export class NeedsConfirmationException extends HttpException {
  constructor(
    /** What would be done, to which order. */
    readonly question: Text,
    /** The words of the button that does it. */
    readonly yes: Text,
  ) {
    super('Nobody has agreed to this yet', HttpStatus.OK);
  }
}
