import { randomUUID } from 'node:crypto';

import { Inject, Injectable } from '@nestjs/common';

import { isBlank } from '../../common/blank.js';
import {
  NOTIFICATION_INBOX,
  type NotificationInbox,
  type OnceResult,
} from '../../common/inbox/notification-inbox.js';
import { pause } from '../../common/timing/pause.js';
import { sentPayoutKey } from '../../common/payments/sent-payout-key.js';
import { beforeAbort } from '../../common/timing/within-time.js';
import { LianlianTransportError } from '../../errors/lianlian-transport.error.js';
import { LianlianValidationError } from '../../errors/lianlian-validation.error.js';
import { CallTime } from '../../wire/call-time.js';
import type { SignableFields } from '../../wire/signature.js';
import { callSubject, wireMessages } from '../../wire/wire.messages.js';
import { OwnSends, type PayoutSend } from './own-sends.js';
import {
  differingFields,
  fingerprintFrom,
  fingerprintText,
  payoutFingerprint,
} from './payout-fingerprint.js';
import { PAYOUT_APPLY } from './payout.definitions.js';
import { payoutMessages } from './payout.messages.js';
import { isPastRecording } from './payout-state.js';

/** How often, and when last, a payout was about to be sent. */
export interface PayoutSends {
  readonly count: number;
  /** Milliseconds since 1970, by the clock of the process that sent it. */
  readonly lastAtMs: number;
}

/** A note is made in milliseconds: its claim need not outlive a process that died by long. */
const NOTE_LIMITS = { leaseMs: 5_000, maxHandlingMs: 10_000 };

/** How long the inbox may take to tell of a payout's sends, where no call of LianLian's sets a time. */
const LOOK_MS = 5_000;

/** How long to wait while another process makes the same note. */
const PAUSE_MS = 50;

const noWork = (): Promise<void> => Promise.resolve();

/**
 * What was sent under the number of a payout, kept in the inbox before it leaves, by merchant and `no_order`: the same number
 * with other fields is refused, in whatever process. The inbox holds a fingerprint, and neither a card nor a name.
 */
@Injectable()
export class SentPayouts {
  readonly own = new OwnSends();

  constructor(@Inject(NOTIFICATION_INBOX) private readonly inbox: NotificationInbox) {}

  /**
   * Notes that a payout is about to be sent for the first time.
   *
   * @param atMs when it was sent, where it was already, and the inbox may not know
   * @returns the sends that were noted before; undefined if this is the first
   * @throws LianlianValidationError if the number was sent with other fields
   * @throws LianlianTransportError `not-sent`, if it cannot be noted
   */
  async noteFirst(
    fields: SignableFields,
    time: CallTime,
    atMs: number = Date.now(),
  ): Promise<PayoutSends | undefined> {
    const key = keyOf(fields);
    const known = await this.inStore(fields, time, () => this.inbox.recall(key));
    const noted = known ?? (await this.note(key, await firstNote(fields, atMs), fields, time));
    if (noted === undefined) return undefined;
    await assertSame(fields, noted);
    return sendsAfter(noted, fields, (each) => this.inStore(fields, time, () => this.inbox.recall(each)));
  }

  /**
   * Notes that a payout is about to be sent once more.
   *
   * @param count how often it was sent before
   * @returns the sends that were noted, where another process noted one in the meantime; undefined if this is the next
   * @throws LianlianTransportError `not-sent`, if it cannot be noted
   */
  async noteNext(fields: SignableFields, time: CallTime, count: number): Promise<PayoutSends | undefined> {
    const next = count + 1;
    const noted = await this.note(keyOf(fields, next), `${String(Date.now())} ${randomUUID()}`, fields, time);
    return noted === undefined ? undefined : { count: next, lastAtMs: timeIn(noted) };
  }

  /** Notes that a payout is about to be sent, and tells which send it is. @throws as `noteFirst` does */
  async noteAny(fields: SignableFields, time: CallTime): Promise<PayoutSend> {
    let count = 1;
    for (let before = await this.noteFirst(fields, time); before !== undefined;) {
      count = before.count + 1;
      before = await this.noteNext(fields, time, before.count);
    }
    return sendOf(fields, count);
  }

  /**
   * The sends that are noted of a payout; undefined of one that the inbox does not know.
   *
   * @throws LianlianTransportError if the inbox cannot be asked
   */
  async known(payout: SignableFields): Promise<PayoutSends | undefined> {
    const time = new CallTime(LOOK_MS);
    try {
      const look = (key: string): Promise<string | undefined> =>
        beforeAbort(time.signal, () => this.inbox.recall(key));
      const first = await look(keyOf(payout));
      return first === undefined ? undefined : await sendsAfter(first, payout, look);
    } catch (cause) {
      const message = payoutMessages.sendsUnknown(payout['no_order'] ?? '');
      throw new LianlianTransportError(message, { outcome: 'unknown', cause });
    } finally {
      time.end();
    }
  }

  /**
   * Whether a failure that LianLian tells of a payout may be that of an earlier send than the last one: it is that of another
   * transaction than LianLian took the last one as, or, where this process does not know as which, LianLian may not have recorded
   * the last one yet.
   *
   * @param sends the sends that are noted of the payout
   * @param oid_paybill the transaction that failed, where it is named
   */
  mayBeOfEarlierSend(
    payout: SignableFields,
    { count, lastAtMs }: PayoutSends,
    oid_paybill: string | undefined,
  ): boolean {
    const last = sendOf(payout, count);
    if (count === 1 || this.own.areAllOver(last)) return false;
    const taken = this.own.takenAs(last);
    return isBlank(oid_paybill) || taken === undefined ? !isPastRecording(lastAtMs) : oid_paybill !== taken;
  }

  /** As `mayBeOfEarlierSend`, of the sends that the inbox knows. @throws LianlianTransportError if it cannot be asked */
  async mayBeUnderWayAgain(payout: SignableFields, oid_paybill: string | undefined): Promise<boolean> {
    const sends = await this.known(payout);
    return sends !== undefined && this.mayBeOfEarlierSend(payout, sends, oid_paybill);
  }

  /** Whether a payout was sent after the send of that count; true where the inbox cannot tell. */
  async isSentSince(payout: SignableFields, count: number): Promise<boolean> {
    try {
      return ((await this.known(payout))?.count ?? count) > count;
    } catch {
      return true;
    }
  }

  /** @returns what was noted before; undefined if this note is new */
  private async note(
    key: string,
    outcome: string,
    fields: SignableFields,
    time: CallTime,
  ): Promise<string | undefined> {
    for (;;) {
      const result = await this.inStore<OnceResult>(fields, time, () =>
        this.inbox.once(key, outcome, noWork, NOTE_LIMITS),
      );
      if (result.status === 'ran') return undefined;
      // Its own note, where the store lost sight of the claim in between.
      if (result.status === 'done') return result.outcome === outcome ? undefined : result.outcome;
      if (!(await pause(PAUSE_MS, time.signal))) throw notNotedInTime(fields, time);
    }
  }

  private async inStore<T>(fields: SignableFields, time: CallTime, work: () => Promise<T>): Promise<T> {
    try {
      return await beforeAbort(time.signal, work);
    } catch (cause) {
      if (time.overReason !== undefined) throw notNotedInTime(fields, time);
      const message = payoutMessages.notNoted(callSubject(PAYOUT_APPLY.title, fields));
      throw new LianlianTransportError(message, { outcome: 'not-sent', cause });
    }
  }
}

function notNotedInTime(
  fields: SignableFields,
  { isAborted, overReason: cause }: CallTime,
): LianlianTransportError {
  const subject = callSubject(PAYOUT_APPLY.title, fields);
  const message = isAborted
    ? wireMessages.aborted(subject, 'not-sent')
    : payoutMessages.notNotedInTime(subject);
  return new LianlianTransportError(message, { outcome: 'not-sent', cause });
}

/** @param count the how manieth send of the payout it is */
export function sendOf(payout: SignableFields, count: number): PayoutSend {
  return { payout: keyOf(payout), count };
}

/**
 * Where the sends of a payout are noted.
 *
 * @param count the how manieth send it is
 */
function keyOf({ oid_partner = '', no_order = '' }: SignableFields, count = 1): string {
  const key = sentPayoutKey(oid_partner, no_order);
  return count === 1 ? key : `${key}/${String(count)}`;
}

/** The sends that a first note, and those after it, tell of. */
async function sendsAfter(
  first: string,
  fields: SignableFields,
  look: (key: string) => Promise<string | undefined>,
): Promise<PayoutSends> {
  let last = { count: 1, lastAtMs: timeIn(first) };
  const isNoted = async (count: number): Promise<boolean> => {
    const note = await look(keyOf(fields, count));
    // The clocks of processes differ: what is to be waited for is the latest time that any of them noted.
    if (note !== undefined) last = { count, lastAtMs: Math.max(last.lastAtMs, timeIn(note)) };
    return note !== undefined;
  };
  // They have no gap. A payout that was sent very often takes few looks: twice as far each time, then by halves.
  let notNoted = 2;
  while (await isNoted(notNoted)) notNoted *= 2;
  while (notNoted - last.count > 1) {
    const middle = Math.floor((last.count + notNoted) / 2);
    if (!(await isNoted(middle))) notNoted = middle;
  }
  return last;
}

async function firstNote(fields: SignableFields, atMs: number): Promise<string> {
  return `${String(atMs)} ${fingerprintText(await payoutFingerprint(fields))}`;
}

function timeIn(note: string): number {
  return Number(note.split(' ')[0]);
}

/** @throws LianlianValidationError if the payout is not the one that was noted */
async function assertSame(fields: SignableFields, note: string): Promise<void> {
  const kept = fingerprintFrom(note.split(' ')[1] ?? '');
  const differing = kept === undefined ? undefined : await differingFields(fields, kept);
  if (kept !== undefined && differing === undefined) return;
  const violations = (differing ?? []).map((property) => ({
    property,
    rule: 'sentOtherwise' as const,
    message: payoutMessages.differsFromSent(property),
  }));
  const unnamed = {
    property: 'no_order',
    rule: 'sentOtherwise',
    message: payoutMessages.otherVersion(),
  } as const;
  throw new LianlianValidationError(
    violations.length > 0 ? violations : [unnamed],
    payoutMessages.sentOtherwise(fields['no_order'] ?? ''),
  );
}
