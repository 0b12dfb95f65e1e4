import type { ConfigProblem } from '../../errors/lianlian-config.error.js';
import type { ViolationRule } from '../../errors/violation.js';
import { isBlank } from '../blank.js';
import { fenOf } from '../money.js';
import { nearestName } from './nearest-name.js';
import { optionMessages } from '../option.messages.js';

/** Node's timers treat a longer time as one millisecond. */
const MAX_TIMER_MS = 2_147_483_647;

/** What is wrong with an option: a problem of the settings or a broken rule of a call, as the caller decides. */
export interface OptionProblem extends ConfigProblem {
  readonly rule: ViolationRule;
}

/** What a number may be, where it is not from 1 to the longest time of a timer. */
interface NumberLimits {
  readonly least?: number | undefined;
  /** For what is no time of a timer, more. */
  readonly most?: number | undefined;
  readonly orInfinity?: boolean | undefined;
}

/** Which names are unknown. */
interface UnknownNames {
  /** Known names of other places, one of which may be meant. */
  readonly elsewhere?: readonly string[] | undefined;
  /** Whether those without a value count, too. */
  readonly evenUndefined?: boolean | undefined;
}

/** Reads options of unknown shape (an app may be plain JavaScript) and collects what is wrong with them. */
export class OptionReader {
  constructor(
    private readonly source: unknown,
    private readonly prefix: string,
    private readonly problems: { push(problem: OptionProblem): unknown },
  ) {}

  value(name: string): unknown {
    if (typeof this.source !== 'object' || this.source === null) return undefined;
    return Reflect.get(this.source, name);
  }

  problem(name: string, message: string, rule: ViolationRule = 'optionValue'): void {
    this.problems.push({ option: `${this.prefix}${name}`, message, rule });
  }

  /** The options in a nested object. A name that is not in `known` is a problem: it would do nothing. */
  group(name: string, known: readonly string[]): OptionReader {
    const value = this.value(name);
    if (value !== undefined && !holdsOptions(value)) this.problem(name, optionMessages.notAnObject());
    const reader = new OptionReader(value, `${this.prefix}${name}.`, this.problems);
    reader.refuseUnknown(known);
    return reader;
  }

  /** A name that is not known is a problem: it would do nothing. */
  refuseUnknown(
    known: readonly string[],
    { elsewhere = [], evenUndefined = false }: UnknownNames = {},
  ): void {
    if (typeof this.source !== 'object' || this.source === null) return;
    for (const [name, value] of Object.entries(this.source)) {
      if (known.includes(name) || (value === undefined && !evenUndefined)) continue;
      const nearest = nearestName(name, [...known, ...elsewhere]);
      this.problem(name, optionMessages.unknownOption(known, nearest), 'unknownOption');
    }
  }

  text(name: string, isRight: (text: string) => boolean, rule: string): string | undefined {
    const value = this.value(name);
    if (isBlank(value)) return undefined;
    if (typeof value === 'string' && isRight(value.trim())) return value.trim();
    this.problem(name, rule);
    return undefined;
  }

  requiredText(name: string, isRight: (text: string) => boolean, rule: string, variable: string): string {
    if (isBlank(this.value(name))) this.problem(name, optionMessages.missingOption(rule, variable));
    return this.text(name, isRight, rule) ?? '';
  }

  /** An absolute http or https URL. */
  url(name: string, maxLength = Number.MAX_SAFE_INTEGER): string | undefined {
    return this.text(
      name,
      (text) => isWebUrl(text) && text.length <= maxLength,
      optionMessages.webUrlOption(maxLength),
    );
  }

  flag(name: string, byDefault: boolean): boolean {
    const value = this.value(name);
    if (value === undefined || typeof value === 'boolean') return value ?? byDefault;
    this.problem(name, optionMessages.flag());
    return byDefault;
  }

  /** A number, or of milliseconds: whole, and neither NaN nor text. */
  positiveInteger<Default extends number | undefined>(
    name: string,
    byDefault: Default,
    { least = 1, most = MAX_TIMER_MS, orInfinity = false }: NumberLimits = {},
  ): number | Default {
    const value = this.value(name);
    if (value === undefined) return byDefault;
    if (typeof value === 'number') {
      if (Number.isInteger(value) && value >= least && value <= most) return value;
      if (orInfinity && value === Infinity) return value;
    }
    this.problem(name, optionMessages.wholeNumber(least, most, orInfinity));
    return byDefault;
  }

  /** A time above 0, whole or not, and Infinity for one that does not end: cut off where the timers end. */
  milliseconds(name: string, byDefault: number): number {
    const value = this.value(name);
    if (value === undefined) return byDefault;
    if (typeof value === 'number' && value > 0) return Math.min(value, MAX_TIMER_MS);
    this.problem(name, optionMessages.milliseconds());
    return byDefault;
  }

  /** Decimal text in yuan, and not below zero. */
  amount(name: string): string | undefined {
    const value = this.value(name);
    if (value === undefined) return undefined;
    if (typeof value === 'string' && (fenOf(value) ?? -1) >= 0) return value;
    this.problem(name, optionMessages.amount(value), 'amount');
    return undefined;
  }

  /** Any text, the empty one too, as it stands. */
  anyText<Default extends string | undefined>(name: string, byDefault: Default): string | Default {
    const value = this.value(name);
    if (value === undefined || typeof value === 'string') return value ?? byDefault;
    this.problem(name, optionMessages.text());
    return byDefault;
  }

  choice<Choice extends string, Default extends Choice | undefined>(
    name: string,
    values: readonly Choice[],
    byDefault: Default,
  ): Choice | Default {
    const value = this.value(name);
    if (value === undefined) return byDefault;
    const found = values.find((choice) => choice === value);
    if (found === undefined) this.problem(name, optionMessages.choice(values));
    return found ?? byDefault;
  }

  /** Notes where there is something else than a function, or nothing where one is required. */
  checkFunction(name: string, isRequired = false): void {
    const value = this.value(name);
    if (typeof value === 'function' || (value === undefined && !isRequired)) return;
    this.problem(name, optionMessages.notAFunction());
  }
}

/** Not null, a text, a list, a Map or a Date, which hold no options by their names. */
export function holdsOptions(value: unknown): value is object {
  if (typeof value !== 'object' || value === null) return false;
  return Object.prototype.toString.call(value) === '[object Object]';
}

function isWebUrl(text: string): boolean {
  return URL.canParse(text) && /^https?:\/\//i.test(text);
}
