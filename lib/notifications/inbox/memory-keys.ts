import { hash, randomBytes } from 'node:crypto';

import { FINGERPRINT_WORDS, FingerprintTable } from './memory-fingerprints.js';

/** How many fingerprints one table holds. They are moved together when it grows, within a fraction of a millisecond. */
const KEYS_PER_TABLE = 4096;

/**
 * The last keys that were added, at least half of the capacity and at most all of it, in 22 to 43 bytes each
 * however long they are. The oldest go first, a half at a time.
 *
 * What is kept of a key is 127 bits of its SHA-256. Of a million keys, the chance that any two share them is about
 * one in 10²⁶; and since a secret that is made at start goes into the hash, an attacker cannot search for two that do.
 */
export class RememberedKeys {
  private readonly secret = randomBytes(32).toString('hex');
  private readonly generationSize: number;
  private recent: Generation;
  private older: Generation;

  constructor(capacity: number) {
    this.generationSize = Math.max(1, Math.floor(capacity / 2));
    this.recent = new Generation(this.generationSize);
    this.older = new Generation(this.generationSize);
  }

  has(fingerprint: Uint32Array): boolean {
    return this.recent.has(fingerprint) || this.older.has(fingerprint);
  }

  add(fingerprint: Uint32Array): void {
    if (this.recent.size >= this.generationSize) {
      this.older = this.recent;
      this.recent = new Generation(this.generationSize);
    }
    this.recent.add(fingerprint);
  }

  /** What stands for a key here. It is no other key's, and means nothing to another object of this class. */
  fingerprintOf(key: string): Uint32Array {
    const fingerprint = new Uint32Array(FINGERPRINT_WORDS);
    // JSON tells apart what UTF-8 would write alike (unpaired surrogates), and is nothing new to plain keys.
    const bytes = hash('sha256', this.secret + JSON.stringify(key), 'binary');
    for (let word = 0; word < FINGERPRINT_WORDS; word++) {
      const at = word * 4;
      fingerprint[word] =
        bytes.charCodeAt(at) |
        (bytes.charCodeAt(at + 1) << 8) |
        (bytes.charCodeAt(at + 2) << 16) |
        (bytes.charCodeAt(at + 3) << 24);
    }
    // 0 marks a slot that is free.
    fingerprint[0] = (fingerprint[0] ?? 0) | 1;
    return fingerprint;
  }
}

/** Fingerprints in many small tables, each of which grows on its own: there is no moment at which all are moved. */
class Generation {
  size = 0;
  private readonly tables: readonly FingerprintTable[];

  constructor(expected: number) {
    const count = 2 ** Math.ceil(Math.log2(Math.max(1, expected / KEYS_PER_TABLE)));
    this.tables = Array.from({ length: count }, () => new FingerprintTable());
  }

  has(fingerprint: Uint32Array): boolean {
    return this.tableOf(fingerprint)?.has(fingerprint) === true;
  }

  add(fingerprint: Uint32Array): void {
    if (this.tableOf(fingerprint)?.add(fingerprint) === true) this.size++;
  }

  /** By other bits than those that tell the slot within the table. */
  private tableOf(fingerprint: Uint32Array): FingerprintTable | undefined {
    return this.tables[(fingerprint[2] ?? 0) & (this.tables.length - 1)];
  }
}
