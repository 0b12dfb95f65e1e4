import { HttpException, HttpStatus } from '@nestjs/common';

/** For guards, which cannot return a page: the visitor belongs on another one. */
export class SeeOtherException extends HttpException {
  constructor(readonly path: string) {
    super('See other', HttpStatus.SEE_OTHER);
  }
}
