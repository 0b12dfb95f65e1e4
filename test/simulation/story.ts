/** What happened in a world, a line per event, for a person to read. */
export class Story {
  readonly lines: string[] = [];

  constructor(private readonly now: () => number) {}

  tell(who: string, what: string): void {
    this.lines.push(`${(this.now() / 1000).toFixed(3).padStart(9)} s  ${who.padEnd(9)} ${what}`);
  }
}
