/** What a command works with. */
export interface Terminal {
  readonly out: (text: string) => void;
  readonly error: (text: string) => void;
  /** Aborted by Ctrl+C and by a supervisor's SIGTERM. */
  readonly stop: AbortSignal;
}
