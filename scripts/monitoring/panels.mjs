// A dashboard's panels as SVG: numbers, and lines over time.

const COLUMN = 50;
const ROW = 32;
const GAP = 6;
const COLOURS = ['#7eb26d', '#eab839', '#6ed0e0', '#ef843c', '#e24d42', '#1f78c1', '#ba43a9', '#705da0'];
const FONT = "font-family='Noto Sans, DejaVu Sans, sans-serif'";

/** @returns {string} an SVG of all of them @param {{ panel: object, result: object[] }[]} panels */
export function drawn(panels, start, end) {
  const height = Math.max(...panels.map(({ panel: { gridPos } }) => gridPos.y + gridPos.h)) * ROW;
  const width = 24 * COLUMN;
  const bodies = panels.map(({ panel, result }) => framed(panel, bodyOf(panel, result, start, end)));
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" ${FONT}>
<rect width="100%" height="100%" fill="#111217"/>
${bodies.join('\n')}
</svg>
`;
}

function framed({ title, gridPos: { x, y, w, h } }, body) {
  const at = `translate(${x * COLUMN + GAP / 2} ${y * ROW + GAP / 2})`;
  const size = `width="${w * COLUMN - GAP}" height="${h * ROW - GAP}"`;
  return `<g transform="${at}"><rect ${size} rx="3" fill="#181b1f" stroke="#2c3235"/>
<text x="10" y="20" fill="#d8d9da" font-size="13">${escaped(title)}</text>
${body}</g>`;
}

function bodyOf(panel, result, start, end) {
  const width = panel.gridPos.w * COLUMN - GAP;
  const height = panel.gridPos.h * ROW - GAP;
  if (panel.type === 'stat') return numberOf(panel, result, width, height);
  const lines = result
    .map(({ metric, values }) => ({
      name: legendOf(panel, metric),
      points: values
        .map(([time, value]) => [time, Number(value)])
        .filter(([, value]) => Number.isFinite(value)),
    }))
    .filter(({ points }) => points.length > 0);
  if (lines.length === 0) return centred('No data', width, height, 14, '#8e8e8e');
  return graph(lines, panel.fieldConfig.defaults.unit, { width, height, start, end });
}

function numberOf({ fieldConfig: { defaults } }, result, width, height) {
  const value = result.length === 0 ? undefined : Number(result[0].value[1]);
  const steps = defaults.thresholds.steps.filter(
    ({ value: least }) => least === null || (value ?? 0) >= least,
  );
  const colour = steps.at(-1).color === 'red' ? '#f2495c' : '#73bf69';
  return centred(
    value === undefined ? '–' : shown(Math.round(value), defaults.unit),
    width,
    height,
    38,
    colour,
  );
}

function centred(text, width, height, size, colour) {
  return `<text x="${width / 2}" y="${height / 2 + size / 2}" text-anchor="middle" font-size="${size}" fill="${colour}">${escaped(text)}</text>`;
}

function graph(lines, unit, { width, height, start, end }) {
  const [left, top, right, bottom] = [64, 34, width - 12, height - 44];
  const most = Math.max(...lines.flatMap(({ points }) => points.map(([, value]) => value))) * 1.1 || 1;
  const xOf = (time) => left + ((time - start) / (end - start)) * (right - left);
  const yOf = (value) => bottom - (value / most) * (bottom - top);
  const grid = [0, 0.5, 1].map((part) => {
    const y = yOf(most * part).toFixed(1);
    return `<path d="M${left} ${y}H${right}" stroke="#2c3235"/><text x="${left - 6}" y="${Number(y) + 4}" text-anchor="end" fill="#8e8e8e" font-size="10">${shown(most * part, unit)}</text>`;
  });
  const paths = lines.map(({ points }, at) => {
    const d = points.map(([time, value]) => `${xOf(time).toFixed(1)} ${yOf(value).toFixed(1)}`).join('L');
    return `<path d="M${d}" fill="none" stroke="${COLOURS[at % COLOURS.length]}" stroke-width="1.5"/>`;
  });
  return [...grid, ...paths, legend(lines, left - 54, height - 24, right)].join('\n');
}

/** Names in two rows at most. */
function legend(lines, left, top, right) {
  let [x, y] = [left, top];
  return lines
    .map(({ name }, at) => {
      const length = 24 + name.length * 6;
      if (x + length > right) [x, y] = [left, y + 14];
      const item = `<rect x="${x}" y="${y - 5}" width="10" height="3" fill="${COLOURS[at % COLOURS.length]}"/><text x="${x + 14}" y="${y}" fill="#c7d0d9" font-size="10">${escaped(name)}</text>`;
      x += length;
      return item;
    })
    .join('');
}

function legendOf({ targets: [{ legendFormat }] }, metric) {
  return legendFormat.replace(/\{\{(\w+)\}\}/g, (_all, name) => metric[name] ?? '');
}

function shown(value, unit) {
  const text = value >= 100 ? value.toFixed(0) : String(Number(value.toPrecision(2)));
  return (
    {
      s: value < 1 && value > 0 ? `${Number((value * 1000).toPrecision(2))} ms` : `${text} s`,
      ops: `${text}/s`,
    }[unit] ?? text
  );
}

function escaped(text) {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
