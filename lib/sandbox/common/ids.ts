import { createHash, randomBytes, randomInt } from 'node:crypto';

/** The last number and token that were given out. */
export interface SavedIds {
  readonly sequence: number;
  readonly drawn: number;
}

/** Numbers and tokens that LianLian gives out. The same seed gives the same ones. */
export class Ids {
  private sequence: number;
  private drawn = 0;

  constructor(private readonly seed?: string | number) {
    // Without a seed the numbers start anywhere: a shop's database may remember those of the last run.
    this.sequence = seed === undefined ? randomInt(10_000_000) : 0;
  }

  /** Whether tokens are the same in every run. */
  get isSeeded(): boolean {
    return this.seed !== undefined;
  }

  save(): SavedIds {
    return { sequence: this.sequence, drawn: this.drawn };
  }

  restore({ sequence, drawn }: SavedIds): void {
    this.sequence = sequence;
    this.drawn = drawn;
  }

  /** A number of 16 digits that starts with the day. */
  number(day: string): string {
    this.sequence += 1;
    return `${day}${String(this.sequence).padStart(8, '0')}`;
  }

  /** 32 hex digits that cannot be guessed without the seed. */
  token(): string {
    if (this.seed === undefined) return randomBytes(16).toString('hex');
    this.drawn += 1;
    return createHash('sha256')
      .update(`${String(this.seed)}/${String(this.drawn)}`)
      .digest('hex')
      .slice(0, 32);
  }
}
