import { copyMessages } from './copies.messages.js';

/** A class whose other copies an app would not notice: it has the same name, and nothing of it is found. */
type Mark = abstract new (...args: never[]) => object;

/** Where the process keeps the copies that it loaded, each by its file: the same place for all of them. */
const shared = globalThis as { nestjsLianlianCopies?: Map<string, readonly Mark[]> };

/**
 * Notes that this copy of the package is loaded, and warns where another is: ES modules beside CommonJS, or two
 * installed versions. It is no error yet, because two apps in one process may each have a copy of their own. An app that
 * mixes them fails at its start; the warning stands before what Nest says when it cannot inject a class of the other.
 *
 * @param place the file, undefined where a bundler has left none
 */
export function noteCopy(place: string | undefined, marks: readonly Mark[]): void {
  const copies = (shared.nestjsLianlianCopies ??= new Map<string, readonly Mark[]>());
  const file = place ?? 'a bundle';
  // The same file again is a module cache that was emptied, as test runners do.
  const isNew = !copies.has(file);
  copies.set(file, marks);
  if (isNew && copies.size > 1) {
    process.emitWarning(copyMessages.severalCopies([...copies.keys()]), {
      code: 'SEVERAL_COPIES_OF_LIANLIAN',
    });
  }
}

/** Whether a class is one of the marks of a copy, this one's included. */
export function isMarkOfACopy(type: unknown): boolean {
  return [...(shared.nestjsLianlianCopies?.values() ?? [])].some((marks) =>
    marks.some((mark) => mark === type),
  );
}
