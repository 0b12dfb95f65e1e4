// Curves as SVG, which reads on a light page and on a dark one.

/**
 * @typedef {object} Axis
 * @property {string} label with the unit
 * @property {boolean} [isLog]
 *
 * @typedef {object} Curve
 * @property {string} picture the file's name, shared by the curves that are drawn into one
 * @property {string} title
 * @property {Axis} x
 * @property {Axis} y
 * @property {readonly { name: string, points: readonly (readonly [number, number])[] }[]} lines
 */

const SIZE = { width: 720, height: 400 };
const PLOT = { left: 70, right: 675, top: 85, bottom: 340 };
/** Names of lines stand in rows above the plot. */
const LEGEND = { inRow: 3, width: 205, top: 44, height: 19 };
const COLOURS = ['#3b7dd8', '#d9822b', '#2a9d6f', '#b355c9', '#cf4b4b'];
/** Grey on both, and lines of a middle lightness. */
const STYLE = `text { font: 13px system-ui, sans-serif; fill: #57606a }
.title { font-size: 15px; font-weight: 600 }
.grid { stroke: #57606a; stroke-opacity: 0.25 }
.line { fill: none; stroke-width: 2.5; stroke-linejoin: round }
@media (prefers-color-scheme: dark) { text { fill: #b1bac4 } .grid { stroke: #b1bac4 } }`;

/** @param {readonly Curve[]} curves @returns {Map<string, string>} the SVGs by picture */
export function pictures(curves) {
  const names = new Set(curves.map(({ picture }) => picture));
  return new Map([...names].map((name) => [name, drawn(curves.filter(({ picture }) => picture === name))]));
}

function drawn(curves) {
  const [{ title, x, y }] = curves;
  const lines = curves.flatMap((curve) => curve.lines);
  const points = lines.flatMap((line) => line.points);
  const [xs, ys] = [0, 1].map((part) => points.map((point) => point[part]));
  const across = scaleOf(x, xs, PLOT.left, PLOT.right);
  const up = scaleOf(y, y.isLog === true ? ys : [0, ...ys], PLOT.bottom, PLOT.top);
  const { width, height } = SIZE;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img" aria-label="${escaped(title)}">
<style>${STYLE}</style>
<text class="title" x="${PLOT.left}" y="24">${escaped(title)}</text>
${up.ticks.map((tick) => gridLine(up.at(tick), tick)).join('\n')}
${across.ticks.map((tick) => `<text x="${across.at(tick)}" y="${PLOT.bottom + 20}" text-anchor="middle">${amount(tick)}</text>`).join('\n')}
<text x="${(PLOT.left + PLOT.right) / 2}" y="${height - 14}" text-anchor="middle">${escaped(x.label)}</text>
<text transform="rotate(-90)" x="${-(PLOT.top + PLOT.bottom) / 2}" y="18" text-anchor="middle">${escaped(y.label)}</text>
${lines.map((line, index) => lineOf(line, index, across, up)).join('\n')}
</svg>
`;
}

function gridLine(at, tick) {
  return `<path class="grid" d="M${PLOT.left} ${at}H${PLOT.right}"/><text x="${PLOT.left - 8}" y="${at + 4}" text-anchor="end">${amount(tick)}</text>`;
}

function lineOf({ name, points }, index, across, up) {
  const colour = COLOURS[index % COLOURS.length];
  const places = points.map(([x, y]) => `${across.at(x)} ${up.at(y)}`);
  const dots = points.length > 12 ? [] : points;
  const left = PLOT.left + (index % LEGEND.inRow) * LEGEND.width;
  const top = LEGEND.top + Math.floor(index / LEGEND.inRow) * LEGEND.height;
  return `<path class="line" stroke="${colour}" d="M${places.join('L')}"/>
${dots.map(([x, y]) => `<circle cx="${across.at(x)}" cy="${up.at(y)}" r="4" fill="${colour}"/>`).join('')}
<circle cx="${left + 5}" cy="${top}" r="5" fill="${colour}"/><text x="${left + 16}" y="${top + 4}">${escaped(name)}</text>`;
}

/** Where a value lies, and the ticks of its axis. */
function scaleOf({ isLog = false }, values, from, to) {
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const [low, high, ticks] = isLog ? powers(least, most) : steps(least, most);
  const share = isLog
    ? (value) => Math.log(value / low) / Math.log(high / low)
    : (value) => (value - low) / (high - low);
  return { ticks, at: (value) => round(from + share(value) * (to - from)) };
}

/** One, two and five times each power of ten where they are few, and else the powers alone. */
function powers(least, most) {
  const decades = Math.log10(most / least);
  const factors = decades >= 2 ? [1] : [1, 2, 5];
  const all = [];
  for (let power = Math.floor(Math.log10(least)); power <= Math.ceil(Math.log10(most)); power++)
    for (const factor of factors) all.push(factor * 10 ** power);
  const low = all.findLast((tick) => tick <= least * 1.001);
  const high = all.find((tick) => tick >= most * 0.999);
  return [low, high, all.filter((tick) => tick >= low && tick <= high)];
}

function steps(least, most) {
  const span = most - least || 1;
  const rough = span / 5;
  const unit = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((factor) => factor * unit).find((each) => each >= rough);
  const low = Math.floor(least / step) * step;
  const high = Math.ceil(most / step) * step;
  return [
    low,
    high,
    Array.from({ length: Math.round((high - low) / step) + 1 }, (_, index) => low + index * step),
  ];
}

function amount(tick) {
  return Number(tick.toPrecision(3)).toLocaleString('en');
}

function round(place) {
  return Math.round(place * 10) / 10;
}

function escaped(text) {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
