import type { ModuleRef } from '@nestjs/core';

import { LianlianConfigError } from '../errors/lianlian-config.error.js';
import { configMessages } from './config.messages.js';

/**
 * A provider of `LianlianModule`, for what is imported beside it.
 *
 * @param importer who needs it, for the error
 * @throws LianlianConfigError where `LianlianModule` is not imported
 */
export function lianlianProvider<T>(
  moduleRef: ModuleRef,
  token: symbol | (new (...args: never[]) => T),
  importer: string,
): T {
  try {
    return moduleRef.get<T>(token, { strict: false });
  } catch {
    throw new LianlianConfigError([{ option: importer, message: configMessages.moduleMissing() }]);
  }
}
