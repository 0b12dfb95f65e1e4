import type { SandboxEvent } from '../contract.js';

type Listener = (event: SandboxEvent) => void;

/** Passes every change in the sandbox on to the listeners. */
export class EventHub {
  private readonly listeners = new Set<Listener>();

  /** @param report takes what a listener throws: nothing that the sandbox does depends on its listeners */
  constructor(private readonly report: (error: unknown) => void) {}

  /** Returns a function that ends the subscription. */
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
