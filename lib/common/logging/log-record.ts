import { ConsoleLogger, Logger, type LoggerService } from '@nestjs/common';

import type { LogFields } from './log-fields.js';
import { printable } from '../printable.js';

/** What a logger is given before the context. */
export type LogArguments = readonly [message: unknown, ...params: unknown[]];

/** A line: a sentence that a person reads, and the same facts as fields. */
interface LogRecord {
  readonly sentence: string;
  /** Of what was thrown. */
  readonly stack?: string | undefined;
  readonly fields: LogFields;
}

/** How a logger takes fields. */
type Form = (record: LogRecord, fields: Readonly<Record<string, string | number>>) => LogArguments;

/** The methods that lines of the module go through. */
const LEVELS = ['debug', 'log', 'warn', 'error'] as const satisfies (keyof LoggerService)[];

/**
 * A line as the app's logger takes it. Loggers that keep records get the sentence and its fields, each in the way that
 * it has for them; every other logger gets the sentence alone, as text, which it may print, cut or search as it likes.
 *
 * @param logger undefined until the app has one: Nest keeps lines that come before
 */
export function logArguments(logger: LoggerService | undefined, record: LogRecord): LogArguments {
  const form = knownFormOf(logger);
  if (form === asText) return asText(record, {});
  const shown = Object.entries<string | number | undefined>({ ...record.fields })
    .filter((entry): entry is [string, string | number] => entry[1] !== undefined)
    .map(([name, value]) => [name, typeof value === 'string' ? printable(value) : value] as const);
  return (shown.length === 0 ? asText : form)(record, Object.fromEntries(shown));
}

/** Whether a line of this level is certain to be written nowhere: by Nest's own logger, which leaves the level out. */
export function isOff(logger: LoggerService | undefined, level: 'debug' | 'log'): boolean {
  if (!(logger instanceof ConsoleLogger) || logger[level] !== ConsoleLogger.prototype[level]) return false;
  // What Nest keeps until the app has a logger may be for another one.
  return !logger.isLevelEnabled(level) && Reflect.get(Logger, 'isBufferAttached') !== true;
}

/** A logger may throw at names that it does not know: it gets text. */
function knownFormOf(logger: LoggerService | undefined): Form {
  if (logger === undefined) return asText;
  try {
    return formOf(logger);
  } catch {
    return asText;
  }
}

function formOf(logger: LoggerService): Form {
  if (logger instanceof ConsoleLogger) return formOfConsole(logger);
  if (isOfWinston(logger)) return asMessage;
  if (!isOfPino(logger)) return asText;
  const native = 'getContextAndMessagesToPrint';
  if (has(logger, native)) return areDeclaredWith(logger, native) ? formOfNative(logger) : asText;
  return areDeclaredWith(logger, 'log') ? asMerged : asText;
}

/** Nest's own: in JSON, Nest 12 has parameters for a line. Nest 11 has no place for fields but the message itself. */
function formOfConsole(logger: ConsoleLogger): Form {
  if (LEVELS.some((level) => logger[level] !== ConsoleLogger.prototype[level])) return asText;
  const options = Object(Reflect.get(logger, 'options')) as object;
  const hasParams = has(logger, 'stringifyParams') && Reflect.get(options, 'structuredParams') !== false;
  return hasParams && Reflect.get(options, 'json') === true ? asParams : asText;
}

/** nestjs-pino's `NativeLogger`, which follows Nest's own. */
function formOfNative(logger: LoggerService): Form {
  return Reflect.get(logger, 'structuredParams') === true ? asParams : asText;
}

/** Whether it is one of nestjs-pino's: around a logger that requests can give fields of their own. */
function isOfPino(logger: LoggerService): boolean {
  const inner: unknown = Reflect.get(logger, 'logger');
  return typeof Reflect.get(logger, 'contextName') === 'string' && has(inner, 'assign');
}

/** Whether it is nest-winston's, around a real logger of winston: a test double may have a method for every name. */
function isOfWinston(logger: LoggerService): boolean {
  const name = 'getWinstonLogger';
  if (!has(logger, name) || !areDeclaredWith(logger, name)) return false;
  const inner: unknown = (logger as unknown as Record<typeof name, () => unknown>)[name]();
  return has(inner, 'log') && Array.isArray(Reflect.get(Object(inner) as object, 'transports'));
}

/** Whether the methods of the levels are of the class that has this one. A subclass with its own takes what it likes. */
function areDeclaredWith(logger: LoggerService, method: string): boolean {
  const owner = declarerOf(logger, method);
  return owner !== undefined && LEVELS.every((level) => declarerOf(logger, level) === owner);
}

function declarerOf(value: object, name: string): object | undefined {
  for (let owner: object | null = value; owner !== null; owner = Reflect.getPrototypeOf(owner))
    if (Object.hasOwn(owner, name)) return owner;
  return undefined;
}

function has(value: unknown, method: string): boolean {
  return typeof Reflect.get(Object(value) as object, method) === 'function';
}

const asText: Form = ({ sentence, stack }) => [sentence, ...withStack(stack)];

const asParams: Form = ({ sentence, stack }, fields) => [sentence, fields, ...withStack(stack)];

const asMessage: Form = ({ sentence, stack }, fields) => [
  { message: sentence, ...fields },
  ...withStack(stack),
];

/** The way of pino: fields first, and what was thrown as `err`. */
const asMerged: Form = ({ sentence, stack }, fields) => {
  if (stack === undefined) return [fields, sentence];
  const err = new Error(sentence);
  err.stack = stack;
  return [{ ...fields, err }, sentence];
};

function withStack(stack: string | undefined): readonly string[] {
  return stack === undefined ? [] : [stack];
}
