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
 * @throws LianlianConfigError
 */
export function checkAsyncOptions(of: string, options: object): void {
  readOptions(options, { of: `${of}.forRootAsync`, known: ASYNC_OPTIONS }, (reader) => {
    reader.checkFunction('useFactory');
    reader.checkFunction('useClass');
    reader.flag('isGlobal', true);
  });
}

/**
 * Nest takes `isGlobal` out of the options before they are checked, and 'false' for true.
 *
 * @param of the module's name
 * @throws LianlianConfigError
 */
export function checkIsGlobal(of: string, options: object): void {
  const isGlobal: unknown = Reflect.get(Object(options) as object, 'isGlobal');
  readOptions({ isGlobal }, { of: `${of}.forRoot`, known: ['isGlobal'] }, (reader) => {
    reader.flag('isGlobal', true);
  });
}
