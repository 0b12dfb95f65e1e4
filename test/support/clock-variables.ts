/** What shows a process another time, for a child with an environment of its own: `npm run test:clock` sets it. */
export const CLOCK_VARIABLES: Readonly<Record<string, string | undefined>> = Object.fromEntries(
  Object.entries(process.env).filter(([name]) => /^(FAKETIME|LD_PRELOAD$)/.test(name)),
);
