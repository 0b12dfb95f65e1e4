import { hash, randomBytes } from 'node:crypto';

/** How many outcomes one map holds, about: a map is moved when it grows, within a fraction of a millisecond. */
const OUTCOMES_PER_MAP = 4096;

/** Of a key's SHA-256: 128 bits. */
const FINGERPRINT_BYTES = 16;

/**
 * The outcomes of the last keys that were set, at least half of the capacity and at most all of it, in fewer than 200
 * bytes each however long the keys are. The oldest go first, a half at a time.
 *
 * A key is kept as 128 bits of its SHA-256. Of a million keys, the chance that any two share them is about one in
 * 10²⁶; and since a secret that is made at start goes into the hash, an attacker cannot search for two that do.
 */
export class RememberedOutcomes {
  private readonly secret = randomBytes(32).toString('hex');
  private readonly generationSize: number;
  private recent: Generation;
  private older: Generation;

  constructor(capacity: number) {
    this.generationSize = Math.max(1, Math.floor(capacity / 2));
    this.recent = new Generation(this.generationSize);
    this.older = new Generation(this.generationSize);
  }

  get(key: string): string | undefined {
    const fingerprint = this.fingerprintOf(key);
    return this.recent.get(fingerprint) ?? this.older.get(fingerprint);
  }

  set(key: string, outcome: string): void {
    if (this.recent.size >= this.generationSize) {
      this.older = this.recent;
      this.recent = new Generation(this.generationSize);
    }
    this.recent.set(this.fingerprintOf(key), flat(outcome));
  }

  private fingerprintOf(key: string): string {
    // JSON tells apart what UTF-8 would write alike (unpaired surrogates), and is nothing new to plain keys.
    return hash('sha256', this.secret + JSON.stringify(key), 'buffer').toString(
      'latin1',
      0,
      FINGERPRINT_BYTES,
    );
  }
}

/** Outcomes in many small maps, each of which grows on its own: there is no moment at which all are moved. */
class Generation {
  size = 0;
  private readonly maps: readonly Map<string, string>[];

  constructor(expected: number) {
    const count = Math.min(256, 2 ** Math.ceil(Math.log2(Math.max(1, expected / OUTCOMES_PER_MAP))));
    this.maps = Array.from({ length: count }, () => new Map<string, string>());
  }

  get(fingerprint: string): string | undefined {
    return this.mapOf(fingerprint)?.get(fingerprint);
  }

  set(fingerprint: string, outcome: string): void {
    const map = this.mapOf(fingerprint);
    if (map === undefined) return;
    if (!map.has(fingerprint)) this.size++;
    map.set(fingerprint, outcome);
  }

  private mapOf(fingerprint: string): Map<string, string> | undefined {
    return this.maps[fingerprint.charCodeAt(0) & (this.maps.length - 1)];
  }
}

/** A text that was put together keeps its parts in memory, several times its own length, until it is made one. */
function flat(text: string): string {
  return JSON.parse(JSON.stringify(text)) as string;
}
