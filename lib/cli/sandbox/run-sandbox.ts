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
 * @throws Error for a file that cannot be used or a port in use. Its message is for the user
 */
export async function runSandbox(call: SandboxCall, { out, stop }: Terminal): Promise<number> {
  const options = await startOptionsOf(call);
  const watch = call.isQuiet ? undefined : new Watch(out);
  const sandbox = await openSandbox({ ...options, onEvent: watch?.print.bind(watch) });
  out(shopSettings(sandbox, options));
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
