import { DEFAULT_LIMITS, type OnceLimits } from './notification-inbox.js';
import { readOptions } from './read-options.js';

/**
 * The limits of `once`, completed, for every inbox of ours; each rounds what its store wants whole.
 *
 * @throws LianlianConfigError for one that is no number of milliseconds, or misspelt: nothing is claimed then
 */
export function onceLimitsOf(limits: OnceLimits | undefined): { leaseMs: number; maxHandlingMs: number } {
  const known = Object.keys(DEFAULT_LIMITS);
  return readOptions(limits, { of: 'once', known, headline: 'Nothing was claimed:' }, (reader) => ({
    leaseMs: reader.milliseconds('leaseMs', DEFAULT_LIMITS.leaseMs),
    maxHandlingMs: reader.milliseconds('maxHandlingMs', DEFAULT_LIMITS.maxHandlingMs),
  }));
}
