import { parseArgs, type ParseArgsConfig } from 'node:util';

import { nearestName } from '../common/nearest-name.js';
import { UsageError } from './command.js';

type Options = NonNullable<ParseArgsConfig['options']>;

/**
 * A command's options and arguments.
 *
 * @throws UsageError that names the option which does not exist, or lacks its value, or has none
 */
export function parsedArguments<T extends Options>(
  argv: readonly string[],
  options: T,
): ReturnType<typeof parseArgs<{ options: T; allowPositionals: true }>> {
  const { tokens } = parseArgs({ args: [...argv], options, strict: false, tokens: true });
  for (const token of tokens) {
    if (token.kind === 'option') assertOption(token, options);
  }
  return parseArgs({ args: [...argv], options, allowPositionals: true });
}

/** An option as it was written. */
interface WrittenOption {
  readonly name: string;
  /** With its dashes. */
  readonly rawName: string;
  readonly value?: string | undefined;
  /** The value stands behind `=`. */
  readonly inlineValue?: boolean | undefined;
}

function assertOption({ name, rawName, value, inlineValue }: WrittenOption, options: Options): void {
  const known = Object.hasOwn(options, name) ? options[name] : undefined;
  if (known === undefined) {
    const meant = nearestName(name, Object.keys(options));
    throw new UsageError(
      `there is no option ${rawName}${meant === undefined ? '' : `: do you mean --${meant}?`}`,
    );
  }
  if (known.type === 'boolean') {
    if (value !== undefined) throw new UsageError(`${rawName} takes no value`);
    return;
  }
  if (value === undefined) throw new UsageError(`${rawName} needs a value`);
  if (inlineValue !== true && value.startsWith('-') && value !== '-') {
    throw new UsageError(
      `${rawName} needs a value; one that begins with a dash follows "=": ${rawName}=${value}`,
    );
  }
}
