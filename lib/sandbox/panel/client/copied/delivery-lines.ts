import type { DeliveryHow } from '../../../contract.js';
import { ruleOfAmount } from '../../../common/amount-rules.js';
import type { Happened } from '../timeline/timeline-entries.js';
import {
  calledFor,
  deliveryTest,
  expectedOf,
  LATE_MS,
  remarkOn,
  type Say,
  type Whose,
} from './delivery-test.js';
import { type StoryAttempt, storyPartsOf, type StorySubject } from './grouped-attempts.js';
import { literalOf } from './literal.js';
import { scenarioTest } from './scenario-test.js';

/** A first attempt that comes later than this was held back. */
export const HELD_MS = 1000;

/** What a story is about, and how it is told. */
interface Told {
  readonly whose: Whose;
  /** The line that expects that the last notification was acknowledged. */
  readonly delivered: string;
  readonly say: Say;
}

/** The lines of a test that tell how LianLian, or a person, delivered notifications, among the other lines of a story. */
export class DeliveryLines {
  /** Whether one was delivered that was not the last. */
  hasEarlier = false;
  private readonly number: string;
  /** Where the line stands after which LianLian notifies, when that was, and of how much money. */
  private sending = { line: 0, at: 0, amount: '' };
  /** How many notifications there are. */
  private known = 0;
  /** When LianLian last tried to deliver each notification, and how far the test's clock was moved since. */
  private readonly tried = new Map<string, { readonly at: number; movedMs: number }>();
  private repeating: { readonly id: string; ms: number } | undefined;

  /** @param lines those of the whole story, to which it adds its own */
  constructor(
    private readonly lines: string[],
    private readonly told: Told,
  ) {
    this.number = literalOf(told.whose.no_order);
  }

  /** Goes through all that happened, and leaves the steps to `tell`. */
  among<Step extends Happened>(subject: StorySubject<Step>, tell: (step: Step) => void): void {
    for (const part of storyPartsOf(subject)) {
      if (part.is === 'attempt') {
        this.attempt(part);
        continue;
      }
      this.repeating = undefined;
      tell(part.step);
    }
  }

  /** Adds a line after which LianLian notifies of `amount`. */
  sends(line: string, { at }: Happened, amount: string): void {
    this.sending = { line: this.lines.length, at: Date.parse(at), amount };
    this.lines.push(line);
  }

  /** Adds a line that moves the test's clock. */
  advance(ms: number): void {
    this.lines.push(advanceLine(ms));
    this.moved(ms);
  }

  private attempt(part: StoryAttempt): void {
    const { notification, number, attempt, isFirst } = part;
    this.known = Math.max(this.known, number);
    if (isFirst) this.first(part);
    else if (attempt.how === undefined) this.repeat(part);
    else this.byHand(part);
    if (isFirst || attempt.how === undefined)
      this.tried.set(notification.id, { at: Date.parse(attempt.at), movedMs: 0 });
  }

  /** LianLian's first attempt, which a scenario may have changed or held back. */
  private first({ notification: { kind }, number, attempt }: StoryAttempt): void {
    const { delivered, say, whose } = this.told;
    const heldMs = Date.parse(attempt.at) - this.sending.at;
    const isHeld = heldMs > HELD_MS;
    const fault = isHeld ? 'delayed' : faultOf(attempt.how);
    if (fault !== undefined && ruleOfAmount(this.sending.amount)?.fault !== fault) {
      const rule = { fault, kind, times: 1, ms: isHeld ? heldMs : undefined };
      this.lines.splice(this.sending.line, 0, scenarioTest(rule));
    }
    if (isHeld) this.advance(heldMs);
    this.lines.push(...remarkOn(attempt, say));
    if (attempt.how === undefined) {
      if (number === this.known) this.lines.push(delivered);
      return;
    }
    const expected = literalOf({ how: attempt.how, ...expectedOf(attempt) });
    this.lines.push(
      `expect(${calledFor(whose)}.deliveries(${this.number}).at(-1)).toMatchObject(${expected});`,
    );
  }

  /** LianLian's repeats, in one go where nothing came between them. */
  private repeat({ notification: { id }, number, attempt }: StoryAttempt): void {
    const last = this.tried.get(id);
    const ms = wholeSeconds(Date.parse(attempt.at) - (last?.at ?? 0) - (last?.movedMs ?? 0));
    const isGoingOn = this.repeating?.id === id;
    if (isGoingOn) this.lines.pop();
    const total = ms + (isGoingOn ? (this.repeating?.ms ?? 0) : 0);
    this.lines.push(advanceLine(total));
    this.moved(ms);
    this.repeating = { id, ms: total };
    if (!attempt.acknowledged || number !== this.known) return;
    this.lines.push(this.told.delivered);
    this.repeating = undefined;
  }

  /** What a person, or a test, had delivered. */
  private byHand({ number, attempt }: StoryAttempt): void {
    this.repeating = undefined;
    const { whose, say } = this.told;
    const { how = 'again' } = attempt;
    if (number === this.known || how === 'out-of-order') {
      this.lines.push(...deliveryTest(whose, attempt, say));
    } else {
      this.hasEarlier = true;
      const call = `await deliverEarlier(${literalOf(how)}, ${literalOf(`n${String(number)}`)})`;
      const expected = literalOf({ attempts: how === 'twice' ? undefined : [expectedOf(attempt)] });
      this.lines.push(...remarkOn(attempt, say));
      this.lines.push(how === 'late' ? `${call};` : `expect(${call}).toMatchObject(${expected});`);
      if (how === 'late') this.lines.push(`await sandbox.clock.advance(${String(LATE_MS)});`);
    }
    if (how === 'late') this.moved(LATE_MS);
  }

  private moved(ms: number): void {
    for (const each of this.tried.values()) each.movedMs += ms;
  }
}

function advanceLine(ms: number): string {
  return `await sandbox.clock.advance(${String(ms)});`;
}

/**
 * A repeat is counted from when the attempt before it was due, and that one may be noted milliseconds later: told to the
 * millisecond, the test's clock would stop just before the repeat.
 */
function wholeSeconds(ms: number): number {
  return Math.ceil(Math.max(ms, 0) / 1000) * 1000;
}

/** The scenario that changes a notification so. */
function faultOf(how: DeliveryHow | undefined): string | undefined {
  return how === 'twice' ? 'duplicated' : how;
}
