import { readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';

import { errorCode } from '../common/error-text.js';

/** Variables of the environment by name. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** An `--env-file` that cannot be read. */
export class EnvironmentFileError extends Error {}

/**
 * The environment as the app sees it: a variable that is set is stronger than the file, as with `@nestjs/config`.
 *
 * @param file a `.env` file; where it is not named, `.env` is read if it is there
 * @throws EnvironmentFileError if the named file cannot be read
 */
export function environmentOf(env: Environment, file: string | undefined): Environment {
  let text: string;
  try {
    text = readFileSync(file ?? '.env', 'utf8');
  } catch (error) {
    if (file === undefined) return env;
    throw new EnvironmentFileError(`${file} cannot be read (${errorCode(error) ?? ''})`, { cause: error });
  }
  return { ...parseEnv(text), ...env };
}
