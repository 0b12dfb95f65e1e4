import { SandboxError } from '../common/sandbox-error.js';
import type { AttackRowView, AttackView } from '../contract.js';
import { type AssaultOptions, assault } from './assault.js';
import { shownAddress } from './ask-shop.js';
import type { Scene } from './attack.js';
import { targetMessages as messages } from './target.messages.js';

/** What a server answers where it has nothing that takes a POST. */
const NO_ROUTE: readonly number[] = [404, 405];

/** One attack on one shop, from its first message to its scorecard. */
export class AttackRun {
  private readonly rows: AttackRowView[] = [];
  private isOver = false;

  constructor(
    private readonly scene: Scene,
    private readonly startedAt: Date,
    private readonly options: AssaultOptions,
  ) {}

  /** The scorecard, as far as it is known. */
  get view(): AttackView {
    const { order, shop } = this.scene;
    const count = (verdict: AttackRowView['verdict']): number =>
      this.rows.filter((row) => row.verdict === verdict).length;
    return {
      ...{ no_order: order.no_order, oid_partner: order.oid_partner, url: shownAddress(shop.url) },
      startedAt: this.startedAt.toISOString(),
      ...{ isOver: this.isOver, seesShipments: shop.tellsTimes },
      ...{ held: count('held'), fell: count('fell'), unclear: count('unclear') },
      rows: [...this.rows],
    };
  }

  /**
   * Tries everything. Resolves with the scorecard.
   *
   * @param told called after each row, and at the end
   * @throws SandboxError 409 where nobody answers at the address, and where it is broken off
   */
  async run(told: (view: AttackView) => void = () => undefined): Promise<AttackView> {
    try {
      await this.assertAnswers();
      for await (const row of assault(this.scene, this.options)) {
        this.rows.push(row);
        told(this.view);
      }
      if (this.scene.shop.signal.aborted) throw new SandboxError(409, messages.brokenOff());
    } finally {
      this.isOver = true;
      told(this.view);
    }
    return this.view;
  }

  private async assertAnswers(): Promise<void> {
    const { shop } = this.scene;
    const shown = shownAddress(shop.url);
    const { status, error = '' } = await shop.post('{}');
    if (shop.signal.aborted) throw new SandboxError(409, messages.brokenOff());
    if (status === undefined) throw new SandboxError(409, messages.silent(shown, error));
    if (NO_ROUTE.includes(status) || (status >= 300 && status < 400)) {
      throw new SandboxError(409, messages.noRoute(shown, status));
    }
    const state = await shop.ask?.(shop.signal);
    if (state?.isPaid === true) throw new SandboxError(409, messages.paidAlready(shown));
  }
}
