/** Every sentence about options, of the module and of all else that takes some. None of them ever holds a value. */
export const optionMessages = {
  missingOption: (rule: string, variable?: string) =>
    variable === undefined ? `is missing: ${rule}` : `is missing (with lianlianConfig: ${variable}): ${rule}`,
  unknownOption: (known: readonly string[], nearest?: string) =>
    nearest === undefined
      ? `is not an option; those here are ${known.join(', ')}`
      : `is not an option: did you mean ${nearest}?`,
  notAnObject: () => 'must be an object',
  noOptions: (known: readonly string[]) => `must be an object with any of ${known.join(', ')}`,
  neededOptions: () => 'must be given its options, as one object',
  noAsyncOptions: (of: string) => `${of}.forRootAsync() needs useFactory, useClass or useExisting`,
  flag: () => 'must be true or false',
  text: () => 'must be text',
  choice: (values: readonly string[]) => `must be one of ${values.map((value) => `'${value}'`).join(', ')}`,
  wholeNumber: (least: number, most: number, orInfinity: boolean) =>
    `must be a whole number from ${String(least)} to ${String(most)}${orInfinity ? ', or Infinity' : ''}`,
  /** @param unit where it is not yuan, of which the module makes text */
  amount: (value: unknown, unit?: string) =>
    unit !== undefined
      ? `must be decimal text in ${unit} with at most two decimals, such as '49.95': text, and no number`
      : amountInYuan(value),
  milliseconds: () => 'must be a number of milliseconds above 0',
  notAFunction: () => 'must be a function',
  webUrlOption: (maxLength: number) =>
    `must be an absolute http or https URL${maxLength < Number.MAX_SAFE_INTEGER ? ` of at most ${String(maxLength)} characters` : ''}`,
} as const;

function amountInYuan(value: unknown): string {
  return typeof value === 'number' || typeof value === 'bigint'
    ? "must be decimal text in yuan such as '49.95', not a number: use fenToYuan(fen)"
    : "must be decimal text in yuan with at most two decimals, such as '49.95'";
}
