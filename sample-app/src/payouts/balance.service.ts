import { Injectable, Logger } from '@nestjs/common';
import { LianlianError, LianlianService } from 'nestjs-lianlian';

/** What the merchant can pay out. Shown, and nothing is decided by it: it may come without a signature. */
export interface Balance {
  /** Decimal text in yuan. */
  readonly available: string;
  /** What is not settled yet. */
  readonly unsettled: string;
  /** Whether LianLian signed it. */
  readonly isVerified: boolean;
}

/** The page waits for it. */
const WAIT_MS = 5_000;

/** The merchant's balance at LianLian. */
@Injectable()
export class BalanceService {
  private readonly logger = new Logger('Balance');

  constructor(private readonly lianlian: LianlianService) {}

  /** Undefined where LianLian cannot be asked: why is in the log. */
  async now(): Promise<Balance | undefined> {
    try {
      const { amt_balance, amt_unsettle, verified } = await this.lianlian.account.balance(
        {},
        { timeoutMs: WAIT_MS },
      );
      return { available: amt_balance, unsettled: amt_unsettle, isVerified: verified };
    } catch (error) {
      if (!(error instanceof LianlianError)) throw error;
      this.logger.warn(error.message);
      return undefined;
    }
  }
}
