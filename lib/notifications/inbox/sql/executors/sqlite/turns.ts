/** One at a time, in the order of asking. Who has waited for too long goes without. */
export class Turns {
  private readonly waiting: ((isMine: boolean) => void)[] = [];
  private isTaken = false;

  /** Whether it is the caller's turn, who gives it back then. */
  async take(maxWaitMs: number): Promise<boolean> {
    if (this.isTaken) return this.waited(maxWaitMs);
    this.isTaken = true;
    return true;
  }

  giveBack(): void {
    const next = this.waiting.shift();
    if (next === undefined) this.isTaken = false;
    else next(true);
  }

  private waited(maxWaitMs: number): Promise<boolean> {
    return new Promise((resolve) => {
      const settle = (isMine: boolean): void => {
        clearTimeout(timer);
        resolve(isMine);
      };
      const timer = setTimeout(() => {
        this.waiting.splice(this.waiting.indexOf(settle), 1);
        settle(false);
      }, maxWaitMs);
      this.waiting.push(settle);
    });
  }
}
