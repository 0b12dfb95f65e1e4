import { once } from 'node:events';

import type { SandboxEvent } from '../../sandbox/contract.js';
import { type OpenSandbox, openSandbox } from '../../sandbox/open-sandbox.js';
import { EXIT } from '../command.js';
import type { Terminal } from '../terminal.js';
import type { SandboxCall } from './arguments.js';
import { eventLine } from './event-lines.js';
import { shopSettings } from './shop-settings.js';
import { startOptionsOf } from './start-options.js';

/**
 * Runs a sandbox until it is stopped.
 *
 * @throws Error in words for a file that cannot be used, and a port that is not free
 */
export async function runSandbox(call: SandboxCall, { out, stop }: Terminal): Promise<number> {
  const options = await startOptionsOf(call);
  const watch = call.isQuiet ? undefined : new Watch(out);
  const sandbox = await openSandbox({ ...options, onEvent: watch?.print.bind(watch) });
  out(await shopSettings(sandbox, options.keysDir));
  watch?.begin(sandbox);
  if (!stop.aborted) await once(stop, 'abort');
  await sandbox.stop();
  return EXIT.fine;
}

/** Prints a line for what happens, after the settings. */
class Watch {
  private sandbox: OpenSandbox | undefined;
  private readonly early: SandboxEvent[] = [];

  constructor(private readonly out: (text: string) => void) {}

  print(event: SandboxEvent): void {
    if (this.sandbox === undefined) {
      this.early.push(event);
      return;
    }
    const line = eventLine(event, this.sandbox);
    if (line !== undefined) this.out(line);
  }

  begin(sandbox: OpenSandbox): void {
    this.sandbox = sandbox;
    for (const event of this.early.splice(0)) this.print(event);
  }
}
