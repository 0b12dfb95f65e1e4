/** Handlers that run: a shutdown waits for them, however long they take. */
export class RunningWork {
  private readonly running = new Set<Promise<void>>();

  track<T>(work: Promise<T>): Promise<T> {
    const ended = work.then(
      () => undefined,
      () => undefined,
    );
    this.running.add(ended);
    void ended.finally(() => this.running.delete(ended));
    return work;
  }

  async ended(): Promise<void> {
    await Promise.allSettled(this.running);
  }
}
