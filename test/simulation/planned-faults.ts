import type { Story } from './story.js';
import type { PlannedFault } from './world-plan.js';

type FaultOf<Kind extends PlannedFault['kind']> = Extract<PlannedFault, { readonly kind: Kind }>;

/** Tells at each call whether it is the one that goes wrong, until faults end. */
export class PlannedFaults {
  /** How often each kind came to pass. */
  readonly happened = new Map<string, number>();
  private readonly calls = new Map<string, number>();
  private isOver = false;

  constructor(
    private readonly faults: readonly PlannedFault[],
    private readonly story: Story,
  ) {}

  of<Kind extends PlannedFault['kind']>(kind: Kind): readonly FaultOf<Kind>[] {
    return this.faults.filter((fault): fault is FaultOf<Kind> => fault.kind === kind);
  }

  /** Counts a call of a kind, and gives the fault that is planned for it. */
  next<Kind extends PlannedFault['kind']>(
    kind: Kind,
    numberOf: (fault: FaultOf<Kind>) => number,
  ): FaultOf<Kind> | undefined {
    const call = this.calls.get(kind) ?? 0;
    this.calls.set(kind, call + 1);
    const fault = this.isOver ? undefined : this.of(kind).find((each) => numberOf(each) === call);
    if (fault !== undefined) this.note('how' in fault ? `${kind} ${fault.how}` : kind);
    return fault;
  }

  note(what: string): void {
    this.happened.set(what, (this.happened.get(what) ?? 0) + 1);
    this.story.tell('fault', what);
  }

  /** From now on nothing goes wrong. */
  end(): void {
    this.isOver = true;
  }

  get areOver(): boolean {
    return this.isOver;
  }
}
