import type { SandboxClock } from '../common/clock.js';
import type { Changes } from '../common/changes.js';
import type { Ids } from '../common/ids.js';
import { Refusal } from '../data/refusal.js';
import type { CardOwner } from './agreements.js';
import type { CardGroup } from './card-groups.js';
import type { Card } from './cards.js';
import { TOKEN_LIFE_MS } from './sms.js';

/** A card that a user is about to bind: a code was "sent" to the phone, and a token goes with it. */
export interface Binding extends CardOwner {
  readonly token: string;
  readonly code: string;
  readonly card: Card;
  readonly pay_type: CardGroup;
  readonly mobile: string;
  readonly expiresAt: Date;
}

/** The bindings that wait for their SMS code. */
export class Bindings {
  private bindings = new Map<string, Binding>();

  constructor(
    private readonly clock: SandboxClock,
    private readonly ids: Ids,
    private readonly code: string,
    private readonly changes: Changes,
  ) {}

  /** The tokens of those that wait for their code. */
  keys(): readonly string[] {
    return [...this.bindings.keys()];
  }

  save(token: string): Binding | undefined {
    return this.bindings.get(token);
  }

  restore(bindings: readonly Binding[]): void {
    this.bindings = new Map(bindings.map((each) => [each.token, each]));
  }

  /** Sends a code. */
  open(details: Omit<Binding, 'token' | 'code' | 'expiresAt'>): Binding {
    const expiresAt = new Date(this.clock.now().getTime() + TOKEN_LIFE_MS);
    const binding = { ...details, token: this.ids.token(), code: this.code, expiresAt };
    this.bindings.set(binding.token, binding);
    this.changes.note('binding', binding.token);
    return binding;
  }

  /**
   * Checks a code. A right one uses its token up.
   *
   * @param groups of the API that is called: another one's token is none here
   * @throws Refusal 1000 for a token that is unknown, used, expired, or another user's, 1900 for a wrong code
   */
  take(
    token: string,
    code: string,
    { oid_partner, user_id }: CardOwner,
    groups: readonly CardGroup[],
  ): Binding {
    const binding = this.bindings.get(token);
    if (binding?.oid_partner !== oid_partner || binding.user_id !== user_id) throw new Refusal('1000');
    if (!groups.includes(binding.pay_type)) throw new Refusal('1000');
    if (this.clock.now() >= binding.expiresAt) throw new Refusal('1000');
    if (code !== binding.code) throw new Refusal('1900');
    this.bindings.delete(token);
    this.changes.note('binding', token);
    return binding;
  }
}
