interface Kept<Value> {
  readonly value: Value;
  readonly until: number;
}

/** Values that are kept for a limited time, up to a limited number: beyond it the one that was set first is dropped. */
export class ExpiringMap<Value> {
  private readonly kept = new Map<string, Kept<Value>>();

  constructor(
    private readonly ttlMs: number,
    private readonly capacity: number,
  ) {}

  get(key: string): Value | undefined {
    const entry = this.kept.get(key);
    return entry === undefined || entry.until <= performance.now() ? undefined : entry.value;
  }

  /** Whether there is a value, or was one whose time is over. */
  has(key: string): boolean {
    return this.kept.has(key);
  }

  set(key: string, value: Value): void {
    this.kept.delete(key);
    this.kept.set(key, { value, until: performance.now() + this.ttlMs });
    const [first] = this.kept.keys();
    if (this.kept.size > this.capacity && first !== undefined) this.kept.delete(first);
  }

  delete(key: string): void {
    this.kept.delete(key);
  }

  clear(): void {
    this.kept.clear();
  }

  /** The values whose time is not over. */
  values(): Value[] {
    const now = performance.now();
    return [...this.kept.values()].filter(({ until }) => until > now).map(({ value }) => value);
  }
}
