import { LianlianConfigError } from '../../errors/lianlian-config.error.js';
import { optionMessages } from '../option.messages.js';
import { holdsOptions, type OptionProblem, OptionReader } from './option-reader.js';

/** Whose options they are. */
export interface OptionsOwner {
  /** What stands before an option's name in an error: `RedisInbox`, `waitForResult`. Nothing by default. */
  readonly of?: string | undefined;
  /** Every option there is. */
  readonly known: readonly string[];
  /** Whether a name that is not known is a problem without a value, too: where an option is a guard. */
  readonly evenUndefined?: boolean | undefined;
  /** What a LianlianConfigError begins with, where it is not the start that fails. */
  readonly headline?: string | undefined;
  /** What problems are thrown as, where it is no LianlianConfigError. */
  readonly refusal?: ((problems: readonly OptionProblem[]) => Error) | undefined;
}

/**
 * The options of a constructor or a method, read. All options are read like this: otherwise a misspelt name would do
 * nothing, and JavaScript takes NaN, or text, for a number.
 *
 * @param options of unknown shape; undefined for none
 * @throws LianlianConfigError, or what the owner makes of it, with every problem, by the option's name and without a value
 */
export function readOptions<Settings>(
  options: unknown,
  { of, known, evenUndefined, headline, refusal = settingsRefusal(headline) }: OptionsOwner,
  read: (reader: OptionReader) => Settings,
): Settings {
  const problems: OptionProblem[] = [];
  if (options !== undefined && !holdsOptions(options)) {
    const option = of === undefined ? 'options' : `${of}: its options`;
    throw refusal([{ option, message: optionMessages.noOptions(known), rule: 'options' }]);
  }
  const reader = new OptionReader(options, of === undefined ? '' : `${of} `, problems);
  reader.refuseUnknown(known, { evenUndefined });
  const settings = read(reader);
  if (problems.length > 0) throw refusal(problems);
  return settings;
}

function settingsRefusal(headline: string | undefined): (problems: readonly OptionProblem[]) => Error {
  return (problems) => new LianlianConfigError(problems, headline === undefined ? {} : { headline });
}
