import { both, type Sentence } from '../../diagnosis/signature-diagnosis.js';
import type { BookRow } from './book-row.js';

/** What the rows of a report come to stand for: the true row, or the one that was made of it. */
interface DraftRow {
  row: BookRow;
  /** Whether a difference was planted here: each has a row of its own. */
  isTaken: boolean;
}

/** The rows of a report before they are written, in which differences are planted. */
export class Draft {
  private readonly drafted: DraftRow[];

  /** @param books the true rows */
  constructor(private readonly books: readonly BookRow[]) {
    this.drafted = books.map((row) => ({ row, isTaken: false }));
  }

  /** The rows as they will be written. */
  get rows(): readonly BookRow[] {
    return this.drafted.map(({ row }) => row);
  }

  /**
   * Makes another row of the first that nothing was planted in.
   *
   * @returns the new row; why there is none, where all rows of that kind are taken
   */
  change(kind: 'payment' | 'refund', make: (row: BookRow) => BookRow): BookRow | Sentence {
    const found = this.free(kind);
    if (found === undefined) return this.noneLeft(kind);
    found.isTaken = true;
    found.row = make(found.row);
    return found.row;
  }

  /** Takes a row out. Returns it, or why there is none. */
  remove(kind: 'payment' | 'refund'): BookRow | Sentence {
    const found = this.free(kind);
    if (found === undefined) return this.noneLeft(kind);
    this.drafted.splice(this.drafted.indexOf(found), 1);
    return found.row;
  }

  /** Writes a row at the end. */
  add(row: BookRow): BookRow {
    this.drafted.push({ row, isTaken: true });
    return row;
  }

  private free(kind: BookRow['kind']): DraftRow | undefined {
    return this.drafted.find(({ row, isTaken }) => row.kind === kind && !isTaken);
  }

  private noneLeft(kind: 'payment' | 'refund'): Sentence {
    const count = this.books.filter((row) => row.kind === kind).length;
    const [en, zh] = kind === 'payment' ? ['payment', '收款'] : ['refund', '退款'];
    return count === 0
      ? both(`the report has no ${en}`, `对账单中没有${zh}`)
      : both(
          `the report has ${String(count)} ${en}${count === 1 ? '' : 's'}, and each difference takes one of its own`,
          `对账单中只有 ${String(count)} 笔${zh}，而每种差异需要单独一笔`,
        );
  }
}
