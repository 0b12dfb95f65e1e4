import { nearestName } from '../../common/options/nearest-name.js';
import type { Sentence } from '../../diagnosis/signature-diagnosis.js';
import { pageReply, type Reply } from '../http/reply.js';
import type { Incoming } from '../http/server.js';
import { notFoundPage } from '../pages/results.js';
import { unknownPathMessages } from './unknown-path.messages.js';

/** A request to a path that the sandbox does not have. */
export interface UnknownPath {
  readonly method: string;
  readonly path: string;
  readonly explanation: Sentence;
}

/** How long the last part of a path may be that is compared: anybody can send a long one. */
const LONGEST_NAME = 40;

/**
 * The unknown path of a client that was written for another host or an older prefix. Undefined for a page that a browser
 * may have asked for by itself.
 *
 * @param known the paths of the APIs
 */
export function unknownPath({ method, path }: Incoming, known: readonly string[]): UnknownPath | undefined {
  const similar = similarPaths(path, known);
  if (similar.length === 0 && method !== 'POST') return undefined;
  const explanation =
    similar.length === 0 ? unknownPathMessages.strange(path) : unknownPathMessages.similar(path, similar);
  return { method, path, explanation };
}

/** A request to an API's own path by another method than POST. */
export function otherMethod({ method, path }: Incoming): UnknownPath {
  return { method, path, explanation: unknownPathMessages.otherMethod(method, path) };
}

/** A page for a browser, text for a program. */
export function unknownPathReply({ headers }: Incoming, unknown: UnknownPath | undefined): Reply {
  if (unknown === undefined || headers.accept?.includes('text/html') === true) {
    return pageReply(notFoundPage(unknown?.explanation), 404);
  }
  const { en, zh } = unknown.explanation;
  const type = { 'content-type': 'text/plain;charset=utf-8', 'x-content-type-options': 'nosniff' };
  return { status: 404, headers: type, body: `${en}\n${zh}\n` };
}

/** The paths whose last part has the nearest name: of `/paymentapi/refund.htm` it is `/refund.htm`. */
function similarPaths(path: string, known: readonly string[]): readonly string[] {
  const name = nameOf(path);
  if (name === '' || name.length > LONGEST_NAME) return [];
  const nearest = nearestName(name, known.map(nameOf));
  return nearest === undefined ? [] : known.filter((each) => nameOf(each) === nearest);
}

/** The last part of a path, without an extension. */
function nameOf(path: string): string {
  const last = path.split('/').findLast((part) => part !== '') ?? '';
  return last.split('.', 1)[0] ?? '';
}
