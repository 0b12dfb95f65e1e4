import { isBlank } from '../common/blank.js';
import type { ConfigProblem } from '../errors/lianlian-config.error.js';
import { configMessages } from './config.messages.js';
import { nearestName } from '../common/nearest-name.js';

/** Node's timers treat a longer time as one millisecond. */
const MAX_TIMER_MS = 2_147_483_647;

/** Reads options of unknown shape (an app may be plain JavaScript) and collects what is wrong with them. */
export class OptionReader {
  constructor(
    private readonly source: unknown,
    private readonly prefix: string,
    private readonly problems: ConfigProblem[],
  ) {}

  value(name: string): unknown {
    if (typeof this.source !== 'object' || this.source === null) return undefined;
    return Reflect.get(this.source, name);
  }

  problem(name: string, message: string): void {
    this.problems.push({ option: `${this.prefix}${name}`, message });
  }

  /** The options in a nested object. A name that is not in `known` is a problem: it would do nothing. */
  group(name: string, known: readonly string[]): OptionReader {
    const value = this.value(name);
    if (value !== undefined && (typeof value !== 'object' || value === null)) {
      this.problem(name, configMessages.notAnObject());
    }
    const reader = new OptionReader(value, `${this.prefix}${name}.`, this.problems);
    reader.refuseUnknown(known);
    return reader;
  }

  /** A name that is not known is a problem: it would do nothing. `elsewhere` are known names of other places. */
  refuseUnknown(known: readonly string[], elsewhere: readonly string[] = []): void {
    if (typeof this.source !== 'object' || this.source === null) return;
    for (const [name, value] of Object.entries(this.source)) {
      if (value === undefined || known.includes(name)) continue;
      this.problem(name, configMessages.unknownOption(known, nearestName(name, [...known, ...elsewhere])));
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
    if (isBlank(this.value(name))) this.problem(name, configMessages.missingOption(rule, variable));
    return this.text(name, isRight, rule) ?? '';
  }

  /** An absolute http or https URL. */
  url(name: string, maxLength = Number.MAX_SAFE_INTEGER): string | undefined {
    return this.text(
      name,
      (text) => isWebUrl(text) && text.length <= maxLength,
      configMessages.webUrlOption(maxLength),
    );
  }

  flag(name: string, byDefault: boolean): boolean {
    const value = this.value(name);
    if (value === undefined || typeof value === 'boolean') return value ?? byDefault;
    this.problem(name, configMessages.flag());
    return byDefault;
  }

  positiveInteger(name: string, byDefault: number): number {
    const value = this.value(name);
    if (value === undefined) return byDefault;
    if (typeof value === 'number' && Number.isInteger(value) && value > 0 && value <= MAX_TIMER_MS)
      return value;
    this.problem(name, configMessages.positiveInteger(MAX_TIMER_MS));
    return byDefault;
  }
}

function isWebUrl(text: string): boolean {
  return URL.canParse(text) && /^https?:\/\//i.test(text);
}
