import { Gauge } from 'prom-client';

import type { MetricNames } from './metric-names.js';

/** A gauge of what is under way. The count is its own: an app that resets its register does not make it negative. */
export class InProgress<Label extends string> {
  private readonly counts = new Map<string, number>();

  /** Registers it, under a label that tells what is under way. */
  constructor(name: ReturnType<MetricNames['of']>, label: Label, help: string) {
    const { counts } = this;
    new Gauge<string>({
      ...{ ...name, help, labelNames: [label] },
      collect() {
        for (const [value, count] of counts) this.set({ [label]: value }, count);
      },
    });
  }

  begin(value: string): void {
    this.counts.set(value, (this.counts.get(value) ?? 0) + 1);
  }

  end(value: string): void {
    this.counts.set(value, (this.counts.get(value) ?? 0) - 1);
  }
}
