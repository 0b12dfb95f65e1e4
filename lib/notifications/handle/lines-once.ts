import { ExpiringMap } from '../../common/objects/expiring-map.js';

/** How long a line about one notification says it for the copies that follow, and of how many notifications. */
const SAID_FOR_MS = 10 * 60_000;
const MAX_NOTIFICATIONS = 1_000;

/** How many different lines one notification gets in that time: an error's text may have another number in it every time. */
const MAX_LINES = 5;

/** Whether a line is to be written, and whether it is the last one about its notification for a while. */
type LineToWrite = 'next' | 'last' | 'none';

/** Bounds what is logged of one notification, however often it comes: LianLian repeats it, and anybody may. */
export class LinesOnce {
  private readonly said = new ExpiringMap<Set<string>>(SAID_FOR_MS, MAX_NOTIFICATIONS);

  /** @param id of the notification */
  take(id: string, line: string): LineToWrite {
    const lines = this.said.get(id) ?? new Set();
    if (lines.has(line) || lines.size >= MAX_LINES) return 'none';
    if (lines.size === 0) this.said.set(id, lines);
    lines.add(line);
    return lines.size === MAX_LINES ? 'last' : 'next';
  }
}
