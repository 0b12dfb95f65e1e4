import type { OptionReader } from '../common/options/option-reader.js';
import { type OptionsOwner, readOptions } from '../common/options/read-options.js';
import { LianlianValidationError } from '../errors/lianlian-validation.error.js';
import { wireMessages } from './wire.messages.js';

/** What one call, or one form, has of its own. */
export interface LianlianCallOptions {
  /**
   * Milliseconds that the whole call may take: the look-up of the merchant, the signature, the connection, the response, and
   * what is tried again. Default `http.timeoutMs`, which it may exceed.
   */
  readonly timeoutMs?: number | undefined;
  /**
   * Ends the call when it aborts, with a `LianlianTransportError`: `not-sent` before anything was sent, and `unknown` after
   * that, because LianLian may carry it out all the same.
   */
  readonly signal?: AbortSignal | undefined;
}

/** The names of the options of every call. */
export const CALL_OPTIONS = ['timeoutMs', 'signal'] as const satisfies (keyof LianlianCallOptions)[];

/** @throws LianlianValidationError with every option that is misspelt or has a value that is none */
export function callOptionsOf(
  options: LianlianCallOptions | undefined,
  title: string,
  request: object,
): LianlianCallOptions {
  if (options === undefined) return {};
  const subject = wireMessages.notSent(title, orderOf(request));
  return readOptions(options, besideRequest(CALL_OPTIONS, subject), readCallOptions);
}

/** The options of every call, among those of a method. */
export function readCallOptions(reader: OptionReader): LianlianCallOptions {
  return { timeoutMs: reader.positiveInteger('timeoutMs', undefined), signal: signalOf(reader) };
}

/** Options that stand beside a request: one that cannot be read is a broken rule of the request, and nothing is sent. */
export function besideRequest(known: readonly string[], subject: string): OptionsOwner {
  return {
    known,
    evenUndefined: true,
    refusal: (problems) =>
      new LianlianValidationError(
        problems.map(({ option, rule, message }) => ({
          property: option,
          rule,
          message: `${option} ${message}`,
        })),
        subject,
      ),
  };
}

/** An option that is a signal, by its form: test runners and libraries have classes of their own. */
export function signalOf(reader: OptionReader): AbortSignal | undefined {
  const signal = reader.value('signal');
  if (signal === undefined) return undefined;
  const { aborted, addEventListener, removeEventListener } = Object(signal) as Partial<AbortSignal>;
  const hasMethods = [addEventListener, removeEventListener].every((each) => typeof each === 'function');
  if (typeof aborted === 'boolean' && hasMethods) return signal as AbortSignal;
  reader.problem('signal', wireMessages.notASignal());
  return undefined;
}

/** The number of a request's order, or nothing where it has none. */
export function orderOf(request: object): string {
  const number: unknown = Reflect.get(request, 'no_order');
  return typeof number === 'string' ? number : '';
}
