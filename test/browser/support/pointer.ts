/** A place on a page, in pixels. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

const MOVES = 10;
const CENTRE = 40;
const [SMALLEST, LARGEST] = [8, 30];

/** The places that a pointer passes on its way, the last one included: it starts and ends slowly. */
export function wayBetween(from: Point, to: Point): Point[] {
  return Array.from({ length: MOVES }, (_, index) => {
    const share = (1 - Math.cos((Math.PI * (index + 1)) / MOVES)) / 2;
    const between = (start: number, end: number): number => Math.round(start + (end - start) * share);
    return { x: between(from.x, to.x), y: between(from.y, to.y) };
  });
}

/**
 * An arrow that points at a place, and the ring of a click that spreads around it. A browser draws no pointer into its
 * screenshots.
 *
 * @param spread how far the ring has spread, from 0 (no ring) to 1
 */
export function drawPointer({ x, y }: Point, spread: number): { input: Buffer; left: number; top: number } {
  const radius = SMALLEST + (LARGEST - SMALLEST) * spread;
  const ring = `<circle cx="${String(CENTRE)}" cy="${String(CENTRE)}" r="${String(radius)}" fill="#f59e0b"
    fill-opacity="0.25" stroke="#f59e0b" stroke-width="4"/>`;
  const arrow = `<path transform="translate(${String(CENTRE)} ${String(CENTRE)})" d="M0 0V28L7 21.5L11.5 32L16 30L11.5
    20H21Z" fill="#14202e" stroke="#ffffff" stroke-width="2" stroke-linejoin="round"/>`;
  const size = String(CENTRE * 2);
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${size}" height="${size}">${spread > 0 ? ring : ''}${arrow}</svg>`;
  return { input: Buffer.from(svg), left: x - CENTRE, top: y - CENTRE };
}
