import { createHash } from 'node:crypto';

/** What the shop calls a saved card. LianLian's token pays, so the shop neither keeps nor shows it. */
export function cardIdOf(no_agree: string): string {
  return createHash('sha256').update(no_agree).digest('hex').slice(0, 16);
}
