/** The kinds of things that the state file keeps, each of them by a key. */
export type KeptKind =
  | 'order'
  | 'pendingRefund'
  | 'payout'
  | 'balance'
  | 'card'
  | 'binding'
  | 'sms'
  | 'checkout'
  | 'notification'
  | 'request'
  | 'draw'
  | 'magic';

/** A thing that was made, changed or removed. */
export interface Change {
  readonly kind: KeptKind;
  readonly key: string;
}

/**
 * What has changed since it was last written to the state file: so that as much is written as has changed, however much
 * there is. Nothing is noted until somebody listens.
 */
export class Changes {
  private readonly noted = new Map<string, Change>();
  private changed: (() => void) | undefined;
  private isReset = false;

  /** @param changed called with every change */
  listen(changed: () => void): void {
    this.changed = changed;
  }

  note(kind: KeptKind, key: string): void {
    if (this.changed === undefined) return;
    this.noted.set(`${kind} ${key}`, { kind, key });
    this.changed();
  }

  /** Everything was forgotten. */
  noteReset(): void {
    this.noted.clear();
    this.isReset = true;
    this.changed?.();
  }

  get isEmpty(): boolean {
    return this.noted.size === 0;
  }

  /** Whether what was written before counts for nothing. */
  get wasReset(): boolean {
    return this.isReset;
  }

  /** Hands over the oldest changes, and forgets them. */
  take(atMost: number): Change[] {
    const taken: Change[] = [];
    for (const [name, change] of this.noted) {
      if (taken.length === atMost) break;
      this.noted.delete(name);
      taken.push(change);
    }
    return taken;
  }

  /** Where everything is written anyway. */
  forget(): void {
    this.noted.clear();
    this.isReset = false;
  }
}
