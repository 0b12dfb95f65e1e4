import { DEFAULT_LIMITS, type OnceLimits } from './notification-inbox.js';
import { readOptions } from '../options/read-options.js';

const LIMITS = ['leaseMs', 'maxHandlingMs', 'unless'] as const satisfies (keyof OnceLimits)[];

/**
 * The limits of `once`, completed, for every inbox of ours; each rounds what its store wants whole.
 *
 * @throws LianlianConfigError for one that is no number of milliseconds, or misspelt: nothing is claimed then
 */
export function onceLimitsOf(limits: OnceLimits | undefined): {
  leaseMs: number;
  maxHandlingMs: number;
  unless: string | undefined;
} {
  return readOptions(limits, { of: 'once', known: LIMITS, headline: 'Nothing was claimed:' }, (reader) => ({
    leaseMs: reader.milliseconds('leaseMs', DEFAULT_LIMITS.leaseMs),
    maxHandlingMs: reader.milliseconds('maxHandlingMs', DEFAULT_LIMITS.maxHandlingMs),
    unless: reader.anyText('unless', undefined),
  }));
}
