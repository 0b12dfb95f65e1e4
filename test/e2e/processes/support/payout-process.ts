import type { LianlianSandbox } from 'nestjs-lianlian/testing';

import { RecordingGateway, type Traffic } from './recording-gateway.js';
import { ShopProcess } from './shop-process.js';

/** What a call told its process; `died` where the process was killed meanwhile. */
export type Report =
  | { readonly state: string; readonly final?: boolean }
  | { readonly error: string; readonly outcome: string; readonly message: string }
  | 'died';

/** One process that settles payouts, through a gateway of its own. */
export class PayoutProcess {
  private isDead = false;

  private constructor(
    private readonly process: ShopProcess,
    private readonly gateway: RecordingGateway,
  ) {
    void process.exited.then(() => {
      this.isDead = true;
    });
  }

  static async start(
    name: string,
    sandbox: LianlianSandbox,
    traffic: Traffic,
    env: Readonly<Record<string, string>>,
  ): Promise<PayoutProcess> {
    const gateway = await RecordingGateway.start(sandbox, traffic, name);
    const lianlian = {
      ...sandbox.options,
      gateway: gateway.url,
      payoutNotifyUrl: 'http://127.0.0.1:9/payout-notify',
    };
    const process = await ShopProcess.start({ ...env, LIANLIAN: JSON.stringify(lianlian) });
    return new PayoutProcess(process, gateway);
  }

  get wasKilled(): boolean {
    return this.isDead;
  }

  settle(payout: object, aheadMs: number): Promise<Report> {
    const options = { everyMs: 20, timeoutMs: 60_000 };
    return this.call('settle', { payout, aheadMs, options });
  }

  /** Sends it whatever was sent before, as a person does who knows that it failed. */
  apply(payout: object, aheadMs: number): Promise<Report> {
    return this.call('apply', { payout, aheadMs });
  }

  private async call(what: 'settle' | 'apply', body: object): Promise<Report> {
    try {
      const response = await fetch(`${this.process.url}/payouts/${what}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
      return (await response.json()) as Report;
    } catch {
      await this.process.exited;
      return 'died';
    }
  }

  /** What it is settling ends with what it knows. */
  async stopSettling(): Promise<void> {
    await fetch(`${this.process.url}/payouts/stop`, { method: 'POST' }).catch(() => undefined);
  }

  /** `kill -9`, and the connections go with it. */
  async kill(): Promise<void> {
    // The signal first: it must not live to see its connections break.
    const gone = this.process.kill();
    this.gateway.breakOff();
    await gone;
    this.isDead = true;
  }

  async remove(): Promise<void> {
    await this.kill();
    await this.gateway.stop();
  }
}
