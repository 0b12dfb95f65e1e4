// Which measurements there are, and in which file.

/** Those of a plain `npm run bench`. */
export const MEASUREMENTS = filesOf('measurements', '', [
  'sign',
  'verify',
  'call',
  'notifications',
  'sql-notifications',
  'memory-inbox',
  'shared-inbox',
  'reports',
  'sandbox-orders',
  'start',
  'panel',
]);

/** How things grow: together they take most of an hour, so they are measured only when they are named. */
export const SCALES = filesOf('scale', 'scale-', [
  'claims',
  'purge',
  'sweeper',
  'merchants',
  'notifications',
  'reports',
  'panel',
]);

/** @param {readonly string[]} asked `scale` is all of those that grow */
export function namesOf(asked) {
  if (asked.length === 0) return { names: MEASUREMENTS, unknown: [] };
  const all = new Map([...MEASUREMENTS, ...SCALES]);
  const names = asked.flatMap((name) => (name === 'scale' ? [...SCALES.keys()] : [name]));
  return {
    names: new Map(names.map((name) => [name, all.get(name)])),
    unknown: names.filter((name) => !all.has(name)),
  };
}

function filesOf(folder, prefix, names) {
  return new Map(names.map((name) => [prefix + name, `./${folder}/${name}.mjs`]));
}
