/** One of the values of a header such as `Accept` or `Accept-Language`. */
interface WeightedValue {
  /** In lower case, without its parameters. */
  readonly value: string;
  /** From 0, not wanted, to 1. */
  readonly weight: number;
}

/** What a header such as `Accept: text/html, application/json;q=0.9` asks for, in the header's order. */
export function weightedValues(header = ''): WeightedValue[] {
  return header.split(',').flatMap((part) => {
    const [value = '', ...parameters] = part.split(';').map((each) => each.trim().toLowerCase());
    return value === '' ? [] : [{ value, weight: weightOf(parameters) }];
  });
}

/** 1 where there is none. One that cannot be read asks for nothing. */
function weightOf(parameters: readonly string[]): number {
  const weight = parameters
    .map((each) => /^q\s*=\s*(.*)$/.exec(each)?.[1])
    .find((each) => each !== undefined);
  if (weight === undefined) return 1;
  return /^(?:0(?:\.\d*)?|1(?:\.0*)?)$/.test(weight) ? Number(weight) : 0;
}
