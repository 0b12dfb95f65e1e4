import type { SpokenLanguage } from '../common/language/preferred-language.js';
import { printableLines } from '../common/printable.js';
import { terminalLanguage } from '../common/language/terminal-language.js';

/** What a command works with. */
export interface Terminal {
  readonly out: (text: string) => void;
  readonly error: (text: string) => void;
  /** Standard input, as it comes. */
  readonly input: () => AsyncIterable<Uint8Array>;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Aborted by Ctrl+C and by a supervisor's SIGTERM. */
  readonly stop: AbortSignal;
  /** Whether what is printed goes to a screen, which may have colours; a pipe or a file gets none. */
  readonly isScreen?: boolean | undefined;
  /** How wide the screen is. */
  readonly columns?: number | undefined;
}

/** How a terminal is spoken to. */
export interface Speech {
  readonly language: SpokenLanguage;
  readonly columns?: number | undefined;
}

export function speechOf({ env, columns }: Terminal): Speech {
  return { language: terminalLanguage(env), columns };
}

/** The same terminal, which shows what would control it. */
export function inPrint(terminal: Terminal): Terminal {
  return {
    ...terminal,
    out: (text) => {
      const shown = printableLines(text);
      terminal.out(hasColours(terminal) ? coloured(shown) : shown);
    },
    error: (text) => {
      terminal.error(printableLines(text));
    },
  };
}

/** Green, yellow and red, by the signs at the beginning of a line. */
const COLOURS: Readonly<Record<string, number>> = { '✓': 32, '!': 33, '✗': 31 };

/**
 * `FORCE_COLOR` decides where it is set, as for Node itself. Else `NO_COLOR` with a value of whatever kind switches
 * colours off (https://no-color.org).
 */
function hasColours({ isScreen, env }: Terminal): boolean {
  const forced = env['FORCE_COLOR'];
  if (forced !== undefined) return forced !== '0' && forced !== 'false';
  return isScreen === true && (env['NO_COLOR'] ?? '') === '' && env['TERM'] !== 'dumb';
}

function coloured(text: string): string {
  return text.replace(/^[✓!✗](?= )/gm, (sign) => `\u001b[${String(COLOURS[sign])}m${sign}\u001b[0m`);
}
