import type { Merchant } from '../../config/settings.js';
import { likelyCause } from '../../wire/likely-cause.js';
import type { RawJsonObject } from '../../wire/raw-json.js';
import { wireMessages } from '../../wire/wire.messages.js';

/** Anybody can post forged messages: looking into them must not become work that they set us. */
const INTERVAL_MS = 1_000;

/** Looks into wrong signatures of notifications or returns, once a second at most, however many there are. */
export class SignatureHints {
  private nextAt = 0;

  /**
   * What a log line ends with: the likely cause. Nothing while the last one is too recent, or for no merchant of ours.
   *
   * @param claimed the merchant that the message names, where that is one of ours
   */
  after(claimed: Merchant | undefined, message: RawJsonObject): string {
    const now = performance.now();
    if (claimed === undefined || now < this.nextAt) return '';
    this.nextAt = now + INTERVAL_MS;
    const { en, zh } = likelyCause(claimed, message);
    return ` ${wireMessages.likelyCause(en, zh)}`;
  }
}
