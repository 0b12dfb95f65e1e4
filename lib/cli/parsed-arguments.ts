import { parseArgs, type ParseArgsConfig } from 'node:util';

import { nearestName } from '../common/options/nearest-name.js';
import { cliMessages } from './cli.messages.js';
import { UsageError } from './command.js';

type Options = NonNullable<ParseArgsConfig['options']>;

/** Options and arguments as Node reads them. */
type Parsed<T extends Options> = ReturnType<typeof parseArgs<{ options: T; allowPositionals: true }>>;

/**
 * A command's options and arguments, and in `places` where the arguments stand.
 *
 * @param argv what follows the command's name
 * @throws UsageError for an option which does not exist, or lacks its value, or has none
 */
export function parsedArguments<T extends Options>(
  argv: readonly string[],
  options: T,
): Parsed<T> & { readonly places: readonly number[] } {
  const { tokens } = parseArgs({ args: [...argv], options, strict: false, tokens: true });
  for (const token of tokens) {
    if (token.kind === 'option') assertOption(token, options);
  }
  const places = tokens.flatMap(({ kind, index }) => (kind === 'positional' ? [placeOf(index)] : []));
  return { ...parseArgs({ args: [...argv], options, allowPositionals: true }), places };
}

/** An option as it was written. */
interface WrittenOption {
  readonly name: string;
  readonly index: number;
  readonly value?: string | undefined;
  /** The value stands behind `=`. */
  readonly inlineValue?: boolean | undefined;
}

/** Nothing is said of what was typed but where it stands: a slip of the fingers makes an option of a password. */
function assertOption({ name, index, value, inlineValue }: WrittenOption, options: Options): void {
  const known = Object.hasOwn(options, name) ? options[name] : undefined;
  if (known === undefined) {
    throw new UsageError(cliMessages.unknownOption(placeOf(index), nearestName(name, Object.keys(options))));
  }
  if (known.type === 'boolean') {
    if (value !== undefined) throw new UsageError(cliMessages.takesNoValue(name));
    return;
  }
  if (value === undefined) throw new UsageError(cliMessages.needsValue(name));
  if (inlineValue !== true && value.startsWith('-') && value !== '-') {
    throw new UsageError(cliMessages.valueWithDash(name));
  }
}

/** Where an argument stands: the command itself is the first. */
function placeOf(index: number): number {
  return index + 2;
}
