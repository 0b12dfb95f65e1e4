import { inspect } from 'node:util';

/**
 * Lets options be printed by their names alone. Nest keeps them for as long as the app runs, and whoever prints
 * something of Nest's would print the private key with them. Frozen options stay as they are.
 */
export function hideWhenPrinted(options: object): void {
  if (!Object.isExtensible(options)) return;
  const print = (): string => `LianlianModuleOptions { ${Object.keys(options).join(', ')} }`;
  Object.defineProperty(options, inspect.custom, { value: print, configurable: true });
}
