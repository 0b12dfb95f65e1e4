import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

import { errorCode } from '../common/secrets/error-text.js';
import { inputMessages } from './input.messages.js';
import { UnusableInput } from '../diagnosis/unusable-input.js';

/** Variables of the environment by name. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** What is used here of the package dotenv. */
interface Dotenv {
  readonly parse: (text: string) => Record<string, string>;
}

/**
 * The environment as the app sees it: a variable that is set is stronger than the file, as with `@nestjs/config`.
 *
 * @param file a `.env` file; where it is not named, `.env` is read if it is there
 * @throws UnusableInput if the named file cannot be read
 */
export function environmentOf(env: Environment, file: string | undefined): Environment {
  let text: string;
  try {
    text = readFileSync(file ?? '.env', 'utf8');
  } catch (error) {
    if (file === undefined) return env;
    throw new UnusableInput(inputMessages.unreadableFile('--env-file', errorCode(error) ?? ''), {
      cause: error,
    });
  }
  return { ...dotenv().parse(text), ...env };
}

/**
 * The very dotenv with which `@nestjs/config` reads the app's file. Node's own `parseEnv` reads some files otherwise:
 * one with a BOM, with blanks behind a colon, with a quote within quotes.
 */
function dotenv(): Dotenv {
  const config = createRequire(import.meta.url).resolve('@nestjs/config');
  return createRequire(config)('dotenv') as Dotenv;
}
