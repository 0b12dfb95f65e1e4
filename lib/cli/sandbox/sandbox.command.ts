import type { Command } from '../command.js';
import { parseSandboxArguments, SANDBOX_USAGE } from './arguments.js';
import { runSandbox } from './run-sandbox.js';

export const sandboxCommand: Command = {
  name: 'sandbox',
  usage: SANDBOX_USAGE,
  run: async (argv, terminal) => runSandbox(parseSandboxArguments(argv), terminal),
};
