import { isBlank } from '../common/blank.js';

/** The input without the fields that LianLian ignores beside another one that is there. */
export function withoutIgnored(
  input: object,
  ignoredBeside: Readonly<Record<string, readonly string[]>> = {},
): object {
  const ignored = Object.entries(ignoredBeside).flatMap(([name, fields]) =>
    isBlank(Reflect.get(input, name)) ? [] : fields,
  );
  if (ignored.length === 0) return input;
  return Object.fromEntries(Object.entries(input).filter(([name]) => !ignored.includes(name)));
}
