import { LianlianReportError } from '../../errors/lianlian-report.error.js';
import { unreadLinesOf } from '../read-report.js';
import { reportMessages } from '../report.messages.js';
import type { ReportOther, ReportRow } from '../report-row.js';
import { compareEntries } from './compare.js';
import { type SidedEntry, expectedEntry, reportedEntry } from './entries.js';
import type { AppOrder, AppRefund, ReconciliationTotals, ReportDifference } from './reconciliation.types.js';
import { Partitions } from './spill.js';
import { SpillFolder } from './spill-folder.js';
import { Tally } from './tally.js';

/** Anything that can be iterated, at once or as it comes. */
export type Items<T> = AsyncIterable<T> | Iterable<T>;

export interface ReconcileOptions {
  /** The app's refunds. Orders and refunds may also come in one list. */
  readonly refunds?: Items<AppRefund> | undefined;
  /** How many entries of both sides are compared in memory; more go through temporary files. Default 50000. */
  readonly maxInMemory?: number | undefined;
  /** Where temporary files go. Default the system's own folder for them. */
  readonly tempDir?: string | undefined;
}

const MAX_IN_MEMORY = 50_000;
const BATCH = 500;
/** Deeper than this, numbers repeat so often that dividing does not help: repetitions are told of, and not held. */
const MAX_DEPTH = 4;

type Item = SidedEntry | ReportOther;

/**
 * Differences as they are found, and then the totals.
 *
 * Up to `maxInMemory` entries are compared in memory. More are divided by their number among 64 temporary files,
 * so that both sides of a number meet in one file, and each file is compared on its own (and divided again if it
 * is too large). Neither side needs an order, and no more than `maxInMemory` entries and 4 MiB per level of
 * files are held at once, however long the inputs are.
 */
export class Reconciliation implements AsyncIterable<ReportDifference> {
  private readonly tally = new Tally();
  private readonly folder: SpillFolder;
  private readonly running: AsyncGenerator<ReportDifference, void>;
  private isComplete = false;

  constructor(
    private readonly report: Items<ReportRow>,
    private readonly orders: Items<AppOrder | AppRefund>,
    private readonly options: ReconcileOptions = {},
  ) {
    this.folder = new SpillFolder(options.tempDir);
    this.running = this.run();
  }

  /** The differences, once. Stopping early deletes the temporary files too. */
  [Symbol.asyncIterator](): AsyncIterator<ReportDifference> {
    return this.running;
  }

  /**
   * The totals. Differences that were not read yet are counted and skipped.
   *
   * @throws LianlianReportError if reading the differences was stopped before the end
   */
  async totals(): Promise<ReconciliationTotals> {
    while ((await this.running.next()).done !== true);
    if (!this.isComplete) throw new LianlianReportError(reportMessages.brokenOff());
    return this.tally.totals(unreadLinesOf(this.report));
  }

  private async *run(): AsyncGenerator<ReportDifference, void> {
    await this.folder.sweep();
    try {
      for await (const difference of this.compare(this.items(), 0)) {
        this.tally.countDifference(difference);
        yield difference;
      }
      this.isComplete = true;
    } finally {
      await this.folder.remove();
    }
  }

  /** Both inputs as one, in batches: a promise for every entry would take longer than all the rest. */
  private async *items(): AsyncGenerator<Item[], void> {
    let batch: Item[] = [];
    for await (const item of this.eachItem()) {
      if (batch.push(item) < BATCH) continue;
      yield batch;
      batch = [];
    }
    yield batch;
  }

  private async *eachItem(): AsyncGenerator<Item, void> {
    for await (const row of this.report) {
      this.tally.addRow(row);
      if (row.kind === 'other') yield row;
      else if (row.kind !== 'payout') yield { side: 'report', entry: reportedEntry(row) };
    }
    for (const list of [this.orders, this.options.refunds ?? []]) {
      for await (const input of list) {
        this.tally.countEntry();
        yield { side: 'app', entry: expectedEntry(input) };
      }
    }
  }

  private async *compare(
    batches: AsyncIterable<readonly Item[]>,
    depth: number,
  ): AsyncGenerator<ReportDifference, void> {
    const limit = this.options.maxInMemory ?? MAX_IN_MEMORY;
    let held: SidedEntry[] = [];
    let partitions: Partitions | undefined;
    for await (const batch of batches) {
      for (const item of batch) {
        if ('side' in item) held.push(item);
        else yield { type: 'unclear', row: item };
      }
      if (partitions === undefined && held.length <= limit) continue;
      partitions ??= new Partitions(this.folder, depth);
      await partitions.add(held);
      held = [];
    }
    if (partitions === undefined) {
      yield* compareEntries([held], this.tally);
      return;
    }
    for await (const part of partitions.read()) {
      if (depth + 1 < MAX_DEPTH) yield* this.compare(part, depth + 1);
      else yield* compareEntries(part, this.tally);
    }
  }
}
