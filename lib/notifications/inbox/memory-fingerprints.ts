/** A fingerprint: four 32-bit words, of which the first is not 0. */
export const FINGERPRINT_WORDS = 4;

const FIRST_SLOTS = 16;

/**
 * A set of fingerprints in one flat piece of memory: 16 bytes a slot, of which three quarters are used at most.
 *
 * Fingerprints are evenly distributed already, so their own bits say where they belong.
 */
export class FingerprintTable {
  private slots = new Uint32Array(FIRST_SLOTS * FINGERPRINT_WORDS);
  private count = 0;

  has(fingerprint: Uint32Array): boolean {
    return this.slots[placeOf(this.slots, fingerprint, 0)] !== 0;
  }

  /** Whether it was not there before. */
  add(fingerprint: Uint32Array): boolean {
    const place = placeOf(this.slots, fingerprint, 0);
    if (this.slots[place] !== 0) return false;
    this.slots.set(fingerprint, place);
    this.count++;
    if (this.count * FINGERPRINT_WORDS > this.slots.length * 0.75) this.grow();
    return true;
  }

  private grow(): void {
    const larger = new Uint32Array(this.slots.length * 2);
    for (let from = 0; from < this.slots.length; from += FINGERPRINT_WORDS) {
      if (this.slots[from] === 0) continue;
      const place = placeOf(larger, this.slots, from);
      larger.set(this.slots.subarray(from, from + FINGERPRINT_WORDS), place);
    }
    this.slots = larger;
  }
}

/** Where the fingerprint stands in the slots, or where it would be put: the next free slot from its own one on. */
function placeOf(slots: Uint32Array, source: Uint32Array, from: number): number {
  const first = source[from];
  const second = source[from + 1];
  const third = source[from + 2];
  const fourth = source[from + 3];
  const mask = slots.length - 1;
  let place = ((second ?? 0) * FINGERPRINT_WORDS) & mask;
  while (
    slots[place] !== 0 &&
    !(
      slots[place] === first &&
      slots[place + 1] === second &&
      slots[place + 2] === third &&
      slots[place + 3] === fourth
    )
  ) {
    place = (place + FINGERPRINT_WORDS) & mask;
  }
  return place;
}
