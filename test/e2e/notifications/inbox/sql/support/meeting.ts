/** Holds the first of two until the second has come; later ones pass. */
export function meeting(): () => Promise<void> {
  let arrive = (): void => undefined;
  const both = new Promise<void>((resolve) => (arrive = resolve));
  let arrived = 0;
  return () => {
    if (++arrived === 2) arrive();
    return both;
  };
}
