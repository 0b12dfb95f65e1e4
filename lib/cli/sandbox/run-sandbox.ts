import { once } from 'node:events';

import type { SandboxEvent } from '../../sandbox/contract.js';
import { type OpenSandbox, openSandbox } from '../../sandbox/open-sandbox.js';
import { EXIT } from '../command.js';
import type { Terminal } from '../terminal.js';
import type { SandboxCall } from './arguments.js';
import { lineOf } from './event-lines.js';
import { shopSettings } from './shop-settings.js';
import { startOptionsOf } from './start-options.js';

/**
 * Runs a sandbox until it is told to stop.
 *
 * @throws Error for a file that cannot be used or a port in use. Its message is for the user
 */
export async function runSandbox(call: SandboxCall, { out, stop }: Terminal): Promise<number> {
  const options = await startOptionsOf(call);
  const watch = call.isQuiet ? undefined : new Watch(out);
  const sandbox = await openSandbox({ ...options, onEvent: watch?.tell.bind(watch) });
  out(await shopSettings(sandbox, options.keysDir));
  watch?.begin(sandbox);
  if (!stop.aborted) await once(stop, 'abort');
  await sandbox.stop();
  return EXIT.fine;
}

/** Prints a line for each event, but not before the settings. */
class Watch {
  private sandbox: OpenSandbox | undefined;
  private readonly early: SandboxEvent[] = [];

  constructor(private readonly out: (text: string) => void) {}

  tell(event: SandboxEvent): void {
    if (this.sandbox === undefined) {
      this.early.push(event);
      return;
    }
    const line = lineOf(event, this.sandbox);
    if (line !== undefined) this.out(line);
  }

  begin(sandbox: OpenSandbox): void {
    this.sandbox = sandbox;
    for (const event of this.early.splice(0)) this.tell(event);
  }
}
