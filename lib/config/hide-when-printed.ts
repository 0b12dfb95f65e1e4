import { inspect } from 'node:util';

/**
 * Makes options print as their names alone. Nest keeps them for as long as the app runs, so that printing one of
 * Nest's objects would print the private key too. Frozen options are left as they are.
 */
export function hideWhenPrinted(options: object): void {
  if (!Object.isExtensible(options)) return;
  const print = (): string => `LianlianModuleOptions { ${Object.keys(options).join(', ')} }`;
  Object.defineProperty(options, inspect.custom, { value: print, configurable: true });
}
