import { setTimeout as sleep } from 'node:timers/promises';

import { LianlianSandbox } from 'nestjs-lianlian/testing';
import { expect } from 'vitest';

import type { PayoutPlan } from './payout-plan.js';
import { PayoutProcess, type Report } from './payout-process.js';
import { type Moment, Traffic } from './recording-gateway.js';

const BALANCE = '1000.00';
const MINUTE_MS = 60_000;
/** The resend is due then. */
const PAST_RECORDING_MS = 31 * MINUTE_MS;
/** It is asked so often before it is left to another moment. */
const QUERIES = 2;

/** What a round came to. */
export interface RoundFigures {
  readonly sends: number;
  readonly queries: number;
  readonly killed: number;
}

/** One payout, the processes that settle it, and the LianLian that they settle it with. */
export class PayoutRound {
  private readonly traffic = new Traffic();
  private readonly processes = new Map<string, PayoutProcess>();
  private killed = 0;
  private aheadMs = 0;
  /** Whether LianLian refused it, and may be heard to say so. */
  private mayHaveFailed = false;
  private readonly payout: Readonly<Record<string, string>>;

  private constructor(
    private readonly plan: PayoutPlan,
    private readonly env: Readonly<Record<string, string>>,
    private readonly sandbox: LianlianSandbox,
  ) {
    this.payout = {
      ...{ no_order: plan.no_order, dt_order: '20260801225714', money_order: '49.95', flag_card: 'personal' },
      ...{ card_no: '6222021001116245702', acct_name: '张三丰', info_order: '8月运费', memo: '运费' },
    };
  }

  /** @throws AssertionError where money may leave twice, or somebody is told what is not so */
  static async run(plan: PayoutPlan, env: Readonly<Record<string, string>>): Promise<RoundFigures> {
    const sandbox = await LianlianSandbox.start({
      ...{ modulusLength: 1024, balance: BALANCE },
      // Its bank waits for the round to decide.
      payoutMs: 365 * 24 * 60 * MINUTE_MS,
    });
    const round = new PayoutRound(plan, env, sandbox);
    try {
      return await round.run();
    } finally {
      await Promise.all([...round.processes.values()].map((process) => process.remove()));
      await sandbox.stop();
    }
  }

  private async run(): Promise<RoundFigures> {
    const { ends, hasCompany, diesTwice, refusal } = this.plan;
    this.prepare();
    await this.dies(hasCompany ? ['first', 'company'] : ['first']);
    let next = await this.start('next');
    this.expectTrue(await this.settleForAWhile([next]));
    await this.refusesAnother(next);
    if (refusal !== undefined) await this.sendsAgain(next);
    if (diesTwice) {
      await this.kill('next');
      next = await this.start('last');
    }
    await this.untilRecorded(next);
    this.expectOnePayout();
    const isHeldBack = ends === 'needs-confirmation' || ends === 'closed';
    expect(this.sandbox.balance()).toBe(isHeldBack ? BALANCE : '950.05');

    await this.end();
    if (refusal !== undefined && diesTwice && ends === 'failed') await this.waitsForTheFirst(next);
    const report = await next.settle(this.payout, this.aheadMs);
    expect(report).toEqual({ state: ends, final: ends !== 'needs-confirmation' });
    this.expectOnePayout();
    expect(this.sandbox.balance()).toBe(ends === 'paid' ? '950.05' : BALANCE);
    this.expectSends();
    return { sends: this.traffic.applied.length, queries: this.traffic.asked, killed: this.killed };
  }

  /** What LianLian does with the first application, and the network with its response. */
  private prepare(): void {
    const { ends, recordedAfterMs, refusal, losesResponse } = this.plan;
    if (refusal !== undefined)
      this.sandbox.scenario({ fault: 'payout-refused', ret_code: refusal, times: 1 });
    else if (ends === 'needs-confirmation' || ends === 'closed')
      this.sandbox.scenario({ fault: 'payout-review' });
    else if (recordedAfterMs > 0) this.sandbox.scenario({ fault: 'payout-late-record', ms: recordedAfterMs });
    this.mayHaveFailed = refusal !== undefined;
    this.traffic.toLose = losesResponse ? 1 : 0;
  }

  /** The first process settles the payout and is killed, wherever it was. */
  private async dies(names: readonly string[]): Promise<void> {
    const processes = await Promise.all(names.map((name) => this.start(name)));
    const { death, diesAfterMs } = this.plan;
    this.traffic.watch = (moment, name) => {
      // Only one of them.
      if (moment === death && this.killed === 0) void this.kill(name);
    };
    const settling = this.settleForAWhile(processes);
    if (death === 'random') {
      await sleep(diesAfterMs);
      await this.kill('first');
    }
    this.expectTrue(await settling);
    // It died by itself, at a step of its inbox.
    const dead = processes.filter(({ wasKilled }) => wasKilled).length;
    this.killed = Math.max(this.killed, dead);
    for (const name of names) if (this.processes.get(name)?.wasKilled === false) await this.kill(name);
  }

  /** Settles it until LianLian was asked a few times more, or there is an end, or no process. */
  private async settleForAWhile(processes: readonly PayoutProcess[]): Promise<readonly Report[]> {
    const { traffic } = this;
    const { watch } = traffic;
    const enough = traffic.asked + QUERIES;
    traffic.watch = (moment: Moment, name) => {
      watch(moment, name);
      if (moment === 'querying' && traffic.asked > enough) {
        for (const process of processes) void process.stopSettling();
      }
    };
    const reports = await Promise.all(processes.map((each) => each.settle(this.payout, this.aheadMs)));
    traffic.watch = watch;
    return reports;
  }

  /** Another payout under the number is not sent, whatever process is asked. */
  private async refusesAnother(process: PayoutProcess): Promise<void> {
    const sent = this.traffic.applied.length;
    const report = await process.settle({ ...this.payout, ...this.plan.other }, this.aheadMs);
    expect(report).toMatchObject({ error: 'LianlianValidationError', outcome: 'not-sent' });
    expect(this.traffic.applied).toHaveLength(sent);
  }

  /**
   * LianLian's query said that it failed. A person sends the same once more, and LianLian takes it: to say from now on
   * that it failed is to say so of money that may leave.
   */
  private async sendsAgain(process: PayoutProcess): Promise<void> {
    expect(await process.settle(this.payout, this.aheadMs)).toEqual({ state: 'failed', final: true });
    expect(await process.apply(this.payout, this.aheadMs)).toEqual({ state: 'accepted' });
    this.mayHaveFailed = false;
    this.expectTrue(await this.settleForAWhile([process]));
  }

  /**
   * LianLian tells that it failed, and this process did not see it take the second send: until that is surely recorded, the
   * failure may be the first one's.
   */
  private async waitsForTheFirst(process: PayoutProcess): Promise<void> {
    this.expectTrue(await this.settleForAWhile([process]));
    await this.move(PAST_RECORDING_MS);
  }

  /** The clock goes on by half hours, until LianLian has the payout and its query knows it. */
  private async untilRecorded(process: PayoutProcess): Promise<void> {
    if (this.plan.isKnownLate)
      this.sandbox.scenario({ fault: 'ret-code', ret_code: '1002', api: 'payout.apply', times: 1 });
    for (let moves = 0; !this.isRecorded() && moves < 5; moves++) {
      await this.move(PAST_RECORDING_MS);
      this.expectTrue(await this.settleForAWhile([process]));
    }
  }

  private isRecorded(): boolean {
    const [payout] = this.sandbox.payouts.all();
    if (payout === undefined) return false;
    return payout.appliedAt.getTime() + this.plan.recordedAfterMs <= this.sandbox.clock.now().getTime();
  }

  /** What LianLian, or the bank, decides. */
  private async end(): Promise<void> {
    const { ends, no_order } = this.plan;
    const { payouts } = this.sandbox;
    if (ends === 'failed') await payouts.fail(no_order, '收款账户状态异常');
    if (ends === 'paid' || ends === 'returned') await payouts.complete(no_order);
    if (ends === 'returned') await payouts.returnMoney(no_order);
    if (ends === 'closed') await this.move(24 * 60 * MINUTE_MS);
  }

  /** Before the end nobody is told of one: what left is paid, or may be. */
  private expectTrue(reports: readonly Report[]): void {
    const mayBeSaid = ['open', 'not-found', 'needs-confirmation'];
    for (const report of reports) {
      if (report === 'died') continue;
      // It did: LianLian refused it, and nobody sent it again yet.
      if (this.mayHaveFailed && 'state' in report && report.state === 'failed') continue;
      if ('state' in report) {
        expect(report).toMatchObject({ final: false });
        expect(mayBeSaid).toContain(report.state);
      } else {
        // It was stopped before it had sent anything itself: safe to try again, and no word of the payout.
        expect(report).toMatchObject({ error: 'LianlianTransportError', outcome: 'not-sent' });
      }
    }
  }

  /** One payout, whatever was sent how often: one number, and every inner field to the byte. */
  private expectOnePayout(): void {
    const { applied, others } = this.traffic;
    const [first = '{}'] = applied;
    expect(JSON.parse(first)).toMatchObject({ ...this.payout, flag_card: '0' });
    for (const each of applied) expect(each).toBe(first);
    // Nobody confirms but a person.
    expect(others).toEqual([]);
    expect(this.sandbox.payouts.all()).toMatchObject([{ no_order: this.plan.no_order }]);
  }

  /** It is sent once more where LianLian seems to have lost it, and only there. */
  private expectSends(): void {
    const { death, recordedAfterMs, refusal } = this.plan;
    const sends = this.traffic.applied.length;
    if (refusal !== undefined) expect(sends).toBe(2);
    else if (recordedAfterMs > PAST_RECORDING_MS || death === 'sent') expect(sends).toBeGreaterThan(1);
    // A process that dies at random may have been about to send.
    else if (death !== 'random') expect(sends).toBe(1);
  }

  private async move(ms: number): Promise<void> {
    this.aheadMs += ms;
    await this.sandbox.clock.advance(ms);
  }

  private async start(name: string): Promise<PayoutProcess> {
    const process = await PayoutProcess.start(name, this.sandbox, this.traffic, this.env);
    this.processes.set(name, process);
    return process;
  }

  private async kill(name: string): Promise<void> {
    this.killed += 1;
    await this.processes.get(name)?.kill();
  }
}
