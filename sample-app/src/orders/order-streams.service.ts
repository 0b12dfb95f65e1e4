import { HttpException, HttpStatus, Injectable } from '@nestjs/common';
import { defer, finalize, type Observable } from 'rxjs';

import { inWords } from '../language/text.js';

/** A visitor has a page for each stream; a browser alone allows six. */
const OF_A_VISITOR = 16;
const OF_ALL = 1_000;

/** The live updates that are open, with a limit for each visitor and one for all together. */
@Injectable()
export class OrderStreamsService {
  private readonly open = new Map<string, number>();
  private all = 0;

  /**
   * The same stream, counted as long as somebody reads it.
   *
   * @param visitor the customer, or the address of somebody who is none
   * @throws HttpException 429
   */
  bounded<T>(visitor: string, stream: Observable<T>): Observable<T> {
    if (this.all >= OF_ALL || this.of(visitor) >= OF_A_VISITOR) {
      throw new HttpException(
        inWords({
          zh: '打开的页面过多，请关闭一些。',
          en: 'Too many pages are open. Close some of them.',
        }),
        HttpStatus.TOO_MANY_REQUESTS,
      );
    }
    return defer(() => {
      this.count(visitor, 1);
      return stream.pipe(
        finalize(() => {
          this.count(visitor, -1);
        }),
      );
    });
  }

  private of(visitor: string): number {
    return this.open.get(visitor) ?? 0;
  }

  private count(visitor: string, change: 1 | -1): void {
    const open = this.of(visitor) + change;
    this.all += change;
    if (open === 0) this.open.delete(visitor);
    else this.open.set(visitor, open);
  }
}
