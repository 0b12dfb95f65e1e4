import { readFile } from 'node:fs/promises';

interface JestRecipe {
  /** The configuration of Jest. */
  readonly config: object;
  /** What Node is started with. */
  readonly flag: string;
}

/** How the guide sets up Jest on NestJS 12. */
export async function jestOnNest12(): Promise<JestRecipe> {
  const page = await readFile(new URL('../../../docs/compatibility.md', import.meta.url), 'utf8');
  const [, config = ''] = /```json\n(\{\s+"testEnvironment"[^`]+)```/.exec(page) ?? [];
  const [, flag = ''] = /NODE_OPTIONS=(\S+) npx jest/.exec(page) ?? [];
  return { config: JSON.parse(config) as object, flag };
}
