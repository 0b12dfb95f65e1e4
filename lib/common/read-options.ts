import { type ConfigProblem, LianlianConfigError } from '../errors/lianlian-config.error.js';
import { optionMessages } from './option.messages.js';
import { OptionReader } from './option-reader.js';

/** Whose options they are. */
interface OptionsOwner {
  /** What stands before an option's name in an error: `RedisInbox`, `waitForResult`. */
  readonly of: string;
  /** Every option there is. */
  readonly known: readonly string[];
  /** What the error begins with, where it is not the start that fails. */
  readonly headline?: string | undefined;
}

/**
 * The options of a constructor or a method, read. Whoever takes options reads them so: a misspelt name would do nothing,
 * and JavaScript takes NaN, or text, for a number.
 *
 * @param options of unknown shape; undefined for none
 * @throws LianlianConfigError with every problem, by the option's name and without a value
 */
export function readOptions<Settings>(
  options: unknown,
  { of, known, headline }: OptionsOwner,
  read: (reader: OptionReader) => Settings,
): Settings {
  const problems: ConfigProblem[] = [];
  if (options !== undefined && (typeof options !== 'object' || options === null || Array.isArray(options))) {
    problems.push({ option: `${of}: its options`, message: optionMessages.notAnObject() });
  }
  const reader = new OptionReader(options, `${of} `, problems);
  reader.refuseUnknown(known);
  const settings = read(reader);
  if (problems.length > 0) {
    throw new LianlianConfigError(problems, headline === undefined ? {} : { headline });
  }
  return settings;
}
