const Real = Date;
let aheadMs = 0;

/** The clock of this process, which a test moves: what waits goes on in real time. */
class MovedDate extends Real {
  constructor(...parts) {
    if (parts.length === 0) super(MovedDate.now());
    else super(...parts);
  }

  static now() {
    return Real.now() + aheadMs;
  }
}
globalThis.Date = MovedDate;

/** How far the clock shows more than it is. */
export function moveClock(ms) {
  aheadMs = ms;
}
