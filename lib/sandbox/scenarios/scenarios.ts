import { createHash } from 'node:crypto';
import type { Changes } from '../common/changes.js';
import type { NotificationKind, ScenarioRule, ScenarioView } from '../contract.js';
import { SandboxError } from '../common/sandbox-error.js';
import { assertRules } from './check-rule.js';
import { faultOf } from './faults.js';
import { magicRule } from './magic-amounts.js';

/** A request, an attempt to deliver, or a payout that is applied for, which a fault may strike. */
interface Subject {
  readonly of: 'response' | 'notification' | 'payout';
  /** The request's API. For a notification, the API that placed its order. */
  readonly api: string;
  /** Whether the API answers in JSON: a page is not signed. */
  readonly isSigned: boolean;
  readonly kind?: NotificationKind | undefined;
  readonly no_order: string;
  /** With two decimals; empty where there is none. */
  readonly amount: string;
}

/** A fault that strikes. */
export interface Strike {
  /** The scenario's id, or the magic amount. */
  readonly by: string;
  readonly rule: ScenarioRule;
}

/** Faults of a signature, which a page has none of. */
const OF_SIGNATURES = new Set(['wrongly-signed', 'unsigned-success']);

interface Scenario {
  readonly id: string;
  readonly rule: ScenarioRule;
  struck: number;
}

/** The rules as the state file keeps them. */
export interface SavedRules {
  readonly sequence: number;
  readonly scenarios: readonly Scenario[];
}

/** The scenarios as the state file keeps them. */
export interface SavedScenarios extends SavedRules {
  readonly draws: readonly (readonly [string, number])[];
  readonly magic: readonly string[];
}

/** The faults that are set up. The first one that fits strikes. If none fits, a magic amount can. */
export class Scenarios {
  private list: Scenario[] = [];
  private sequence = 0;
  /** How many numbers were drawn, by scenario, API and order: so the order of parallel requests changes nothing. */
  private draws = new Map<string, number>();
  private magicStruck = new Set<string>();

  /** @param changed called after every change */
  constructor(
    private readonly seed: string,
    private readonly hasMagicAmounts: boolean,
    private readonly changed: () => void,
    private readonly changes: Changes,
  ) {}

  /**
   * Adds rules after the existing ones.
   *
   * @throws SandboxError that names the wrong fields
   * @example sandbox.scenarios.add({ fault: 'time-out', when: 'after', api: 'easypay.verify', times: 1 });
   */
  add(rules: ScenarioRule | readonly ScenarioRule[]): readonly ScenarioView[] {
    const added = assertRules(rules).map((rule) => {
      this.sequence += 1;
      return { id: `s${String(this.sequence)}`, rule: { ...rule }, struck: 0 };
    });
    this.list.push(...added);
    this.changed();
    return added.map(viewOf);
  }

  /** @throws SandboxError 404 where there is no such scenario */
  remove(id: string): void {
    const kept = this.list.filter((each) => each.id !== id);
    if (kept.length === this.list.length)
      throw SandboxError.said(404, `there is no scenario ${id}`, `没有故障 ${id}`);
    this.list = kept;
    this.changed();
  }

  /** Removes every rule. Magic amounts stay. */
  clear(): void {
    this.list = [];
    this.changed();
  }

  /** Every rule, with how often it struck. */
  all(): readonly ScenarioView[] {
    return this.list.map(viewOf);
  }

  /** The fault that strikes this subject, if one does. */
  strike(subject: Subject): Strike | undefined {
    const scenario = this.list.find((each) => fits(each.rule, subject) && this.isDue(each, subject));
    if (scenario === undefined) return this.magic(subject);
    scenario.struck += 1;
    this.changed();
    return { by: scenario.id, rule: scenario.rule };
  }

  save(): SavedRules {
    return { sequence: this.sequence, scenarios: this.list };
  }

  /** What was drawn for, and how often. */
  drawn(): ReadonlyMap<string, number> {
    return this.draws;
  }

  /** What a magic amount has struck. */
  struckByMagic(): ReadonlySet<string> {
    return this.magicStruck;
  }

  restore({ sequence, scenarios, draws, magic }: SavedScenarios): void {
    this.sequence = sequence;
    this.list = scenarios.map((each) => ({ ...each }));
    this.draws = new Map(draws);
    this.magicStruck = new Set(magic);
  }

  private isDue({ id, rule, struck }: Scenario, subject: Subject): boolean {
    if (struck >= (rule.times ?? Infinity)) return false;
    if (rule.probability === undefined) return true;
    const words = [id, subject.kind ?? subject.api, subject.no_order];
    const key = words.join('/');
    const draw = this.draws.get(key) ?? 0;
    this.draws.set(key, draw + 1);
    this.changes.note('draw', key);
    return numberOf(this.seed, ...words, String(draw)) < rule.probability;
  }

  private magic(subject: Subject): Strike | undefined {
    const rule = this.hasMagicAmounts ? magicRule(subject.amount) : undefined;
    if (rule === undefined || !fits(rule, subject)) return undefined;
    if (rule.fault !== 'ret-code') {
      const key = [subject.kind ?? subject.api, subject.no_order, subject.amount].join('/');
      if (this.magicStruck.has(key)) return undefined;
      this.magicStruck.add(key);
      this.changes.note('magic', key);
    }
    return { by: subject.amount, rule };
  }
}

function fits(rule: ScenarioRule, subject: Subject): boolean {
  const { fault, api, kind, no_order, amount } = rule;
  const { of, kinds } = faultOf(fault) ?? {};
  return (
    of === subject.of &&
    (kinds === undefined || (subject.kind !== undefined && kinds.includes(subject.kind))) &&
    (!OF_SIGNATURES.has(fault) || subject.isSigned) &&
    (api === undefined || api === subject.api) &&
    (kind === undefined || kind === subject.kind) &&
    (no_order === undefined || no_order === subject.no_order) &&
    (amount === undefined || amount === subject.amount)
  );
}

function viewOf({ id, rule, struck }: Scenario): ScenarioView {
  return { ...rule, id, struck };
}

/** A number from 0 up to, but not including, 1. The same seed and the same words draw the same number. */
function numberOf(seed: string, ...words: readonly string[]): number {
  const digest = createHash('sha256')
    .update([seed, ...words].join('\n'))
    .digest();
  return digest.readUIntBE(0, 6) / 2 ** 48;
}
