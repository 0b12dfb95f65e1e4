import { printableLines } from '../common/printable.js';

/** What a command works with. */
export interface Terminal {
  readonly out: (text: string) => void;
  readonly error: (text: string) => void;
  /** All of standard input. */
  readonly input: () => Promise<string>;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Aborted by Ctrl+C and by a supervisor's SIGTERM. */
  readonly stop: AbortSignal;
}

/** The same terminal, which shows what would control it. */
export function inPrint(terminal: Terminal): Terminal {
  return {
    ...terminal,
    out: (text) => {
      terminal.out(printableLines(text));
    },
    error: (text) => {
      terminal.error(printableLines(text));
    },
  };
}
