import type { SandboxEvent } from '../contract.js';

type Listener = (event: SandboxEvent) => void;

/** Tells whoever listens what changes in the sandbox. */
export class EventHub {
  private readonly listeners = new Set<Listener>();

  /** @param report told of a listener that throws: nothing that LianLian does depends on who watches it */
  constructor(private readonly report: (error: unknown) => void) {}

  /** Returns what ends it. */
  subscribe(listener: Listener): () => void {
    this.listeners.add(listener);
    return () => {
      this.listeners.delete(listener);
    };
  }

  emit(event: SandboxEvent): void {
    for (const listener of [...this.listeners]) {
      try {
        listener(event);
      } catch (error) {
        this.report(error);
      }
    }
  }
}
