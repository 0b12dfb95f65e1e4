import { LianlianConfigError } from '../../errors/lianlian-config.error.js';
import { optionMessages } from '../option.messages.js';
import { holdsOptions } from './option-reader.js';
import { readOptions } from './read-options.js';

/** What Nest's `forRootAsync` of our modules takes. */
const ASYNC_OPTIONS = [
  'imports',
  'inject',
  'useFactory',
  'useClass',
  'useExisting',
  'provideInjectionTokensFrom',
  'isGlobal',
];

/**
 * Nest passes over what it does not know: `inejct` would call the factory without what it needs.
 *
 * @param of the module's name
 * @param others what stands beside them, of this module alone
 * @throws LianlianConfigError
 */
export function checkAsyncOptions(of: string, options: unknown, others: readonly string[] = []): void {
  assertOptions(`${of}.forRootAsync()`, options);
  readOptions(options, { of: `${of}.forRootAsync`, known: [...ASYNC_OPTIONS, ...others] }, (reader) => {
    reader.checkFunction('useFactory');
    reader.checkFunction('useClass');
    reader.flag('isGlobal', true);
  });
}

/**
 * The same, for a module that has no options but those that one of the three makes.
 *
 * @param of the module's name
 * @throws LianlianConfigError
 */
export function checkMadeOptions(of: string, options: object): void {
  checkAsyncOptions(of, options);
  const isMade = ['useFactory', 'useClass', 'useExisting'].some(
    (name) => Reflect.get(options, name) !== undefined,
  );
  if (!isMade) throw new LianlianConfigError([{ option: of, message: optionMessages.noAsyncOptions(of) }]);
}

/**
 * Nest takes `isGlobal` out of the options before they are checked, and 'false' for true.
 *
 * @param of the module's name
 * @throws LianlianConfigError
 */
export function checkIsGlobal(of: string, options: unknown): void {
  assertOptions(`${of}.forRoot()`, options);
  const isGlobal: unknown = Reflect.get(options, 'isGlobal');
  readOptions({ isGlobal }, { of: `${of}.forRoot`, known: ['isGlobal'] }, (reader) => {
    reader.flag('isGlobal', true);
  });
}

function assertOptions(option: string, options: unknown): asserts options is object {
  if (!holdsOptions(options))
    throw new LianlianConfigError([{ option, message: optionMessages.neededOptions() }]);
}
