import type { Merchant } from '../../config/settings.js';
import type { Sentence } from '../../diagnosis/signature-diagnosis.js';
import { likelyCause } from '../../wire/likely-cause.js';
import type { RawJsonObject } from '../../wire/raw-json.js';

/** Anybody can post forged notifications: looking into them must not become work that they set us. */
const INTERVAL_MS = 1_000;

/** Looks into wrong signatures of notifications, once a second at most, however many there are. */
export class SignatureHints {
  private nextAt = 0;

  /** The likely cause for the log; nothing while the last one is too recent. */
  of(merchant: Merchant, message: RawJsonObject): Sentence | undefined {
    const now = performance.now();
    if (now < this.nextAt) return undefined;
    this.nextAt = now + INTERVAL_MS;
    return likelyCause(merchant, message);
  }
}
