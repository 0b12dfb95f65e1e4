// Which targets were met.
import { isMet, showTarget } from './report.mjs';

/**
 * @param {readonly (import('./report.mjs').Table & { measurement: string })[]} tables
 * @param {{ inFull: boolean }} options a line for each target, and one for each table that was left out
 */
export function verdictOf(tables, { inFull }) {
  const targets = tables.flatMap(({ targets: of = [], measurement, title }) =>
    of.map((target) => ({ target, line: `${showTarget(target)}  (${measurement}: ${title})` })),
  );
  const met = targets.filter(({ target }) => isMet(target));
  const leftOut = tables
    .filter(({ rows }) => rows.length === 0)
    .map(
      ({ measurement, title, notes = [] }) =>
        `  not run  ${[`${measurement}: ${title}`, ...notes].join('; ')}`,
    );
  const sum = `${met.length} of ${targets.length} targets met`;
  return {
    lines: inFull ? [...targets.map(({ line }) => line), ...leftOut, sum] : [sum],
    // Where nothing could be judged, nothing is met.
    isMet: targets.length > 0 && met.length === targets.length,
  };
}
