import { once } from 'node:events';

import { errorMessage } from '../../common/secrets/error-text.js';
import type { SpokenLanguage } from '../../common/language/preferred-language.js';
import type { SandboxEvent } from '../../sandbox/contract.js';
import { type OpenSandbox, openSandbox } from '../../sandbox/open-sandbox.js';
import { EXIT, UsageError } from '../command.js';
import { speechOf, type Terminal } from '../terminal.js';
import type { SandboxCall } from './arguments.js';
import { eventLine } from './event-lines.js';
import { shopSettings } from './shop-settings.js';
import { startOptionsOf } from './start-options.js';
import { withoutTyped } from './without-typed.js';

/**
 * Runs a sandbox until it is stopped.
 *
 * @throws Error for a file that cannot be used or a port in use. Its message is for the user
 */
export async function runSandbox(call: SandboxCall, terminal: Terminal): Promise<number> {
  try {
    return await served(call, terminal);
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new Error(withoutTyped(errorMessage(error), call), { cause: error });
  }
}

async function served(call: SandboxCall, terminal: Terminal): Promise<number> {
  const { out, stop } = terminal;
  const { language } = speechOf(terminal);
  const options = await startOptionsOf(call);
  const watch = call.isQuiet ? undefined : new Watch(out, language);
  const sandbox = await openSandbox({ ...options, onEvent: watch?.print.bind(watch) });
  out(shopSettings(sandbox, options, language));
  watch?.begin(sandbox);
  if (!stop.aborted) await once(stop, 'abort');
  await sandbox.stop();
  return EXIT.fine;
}

/** Prints a line for each event, but not before the settings. */
class Watch {
  private sandbox: OpenSandbox | undefined;
  private readonly early: SandboxEvent[] = [];

  constructor(
    private readonly out: (text: string) => void,
    private readonly language: SpokenLanguage,
  ) {}

  print(event: SandboxEvent): void {
    if (this.sandbox === undefined) {
      this.early.push(event);
      return;
    }
    const line = eventLine(event, this.sandbox, this.language);
    if (line !== undefined) this.out(line);
  }

  begin(sandbox: OpenSandbox): void {
    this.sandbox = sandbox;
    for (const event of this.early.splice(0)) this.print(event);
  }
}
