import { SandboxError } from './sandbox-error.js';

/** An order or a payout. */
interface Numbered {
  readonly oid_partner: string;
}

/** What it is called, and what is there of its kind. */
interface Kind<Entry> {
  readonly no_order: string;
  readonly en: 'order' | 'payout';
  readonly zh: string;
  readonly all: () => readonly Entry[];
  /** How one of them is told from the others. */
  readonly named: (entry: Entry) => string;
}

/** How many are named in an error. */
const MOST_NAMED = 20;

/**
 * The newest of those that were found.
 *
 * @param found oldest first
 * @throws SandboxError where none was found, with those that are there, and where they belong to several merchants
 */
export function newestOf<Entry extends Numbered>(found: readonly Entry[], kind: Kind<Entry>): Entry {
  const { no_order, en, zh, all, named } = kind;
  const listed = (entries: readonly Entry[]): string => entries.slice(-MOST_NAMED).map(named).join(', ');
  const newest = found.at(-1);
  if (newest === undefined) {
    const known = listed(all());
    throw SandboxError.said(
      404,
      `the sandbox has no ${en} ${no_order}; it has ${known || 'none'}`,
      `沙箱中没有${zh} ${no_order}；现有：${known || '无'}`,
    );
  }
  if (found.some((entry) => entry.oid_partner !== newest.oid_partner)) {
    const article = en === 'order' ? 'an' : 'a';
    throw SandboxError.said(
      409,
      `several merchants have ${article} ${en} ${no_order}: name its oid_partner (${listed(found)})`,
      `多个商户都有${zh} ${no_order}：请指明 oid_partner（${listed(found)}）`,
    );
  }
  return newest;
}
