import { register, type Registry } from 'prom-client';

import type { OptionReader } from '../common/options/option-reader.js';
import { readOptions } from '../common/options/read-options.js';
import { prometheusMessages } from './prometheus.messages.js';

/** Where metrics go, and what they are called. */
export interface LianlianPrometheusOptions {
  /** Default: the `register` of `prom-client`, which an app's `/metrics` commonly shows. */
  readonly register?: Registry | undefined;
  /** What every name begins with. Default `lianlian_`. */
  readonly prefix?: string | undefined;
  /**
   * Upper bounds of the histograms, in seconds, each larger than the one before. Keep 2.5 and 5 among them: the
   * alerts and the dashboard ask for these, and LianLian waits five seconds for a response. Default 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10.
   */
  readonly buckets?: readonly number[] | undefined;
}

/** The options, checked and complete. */
export interface PrometheusSettings {
  readonly register: Registry;
  readonly prefix: string;
  readonly buckets: readonly number[];
}

const NAMES = ['register', 'prefix', 'buckets'] as const satisfies (keyof LianlianPrometheusOptions)[];
const DEFAULT_BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** @throws LianlianConfigError where an option is misspelt, or cannot be used */
export function prometheusSettings(options: LianlianPrometheusOptions): PrometheusSettings {
  return readOptions(options, { of: 'LianlianPrometheusModule', known: NAMES }, (reader) => {
    checkRegister(reader);
    const prefix = reader.text('prefix', (text) => /^[a-z_]\w*$/i.test(text), prometheusMessages.prefix());
    const buckets = reader.value('buckets') ?? DEFAULT_BUCKETS;
    if (!areBuckets(buckets)) reader.problem('buckets', prometheusMessages.buckets());
    return {
      register: options.register ?? register,
      prefix: prefix ?? 'lianlian_',
      buckets: areBuckets(buckets) ? buckets : DEFAULT_BUCKETS,
    };
  });
}

function checkRegister(reader: OptionReader): void {
  const given = reader.value('register');
  if (given === undefined) return;
  if (typeof Reflect.get(Object(given) as object, 'registerMetric') === 'function') return;
  reader.problem('register', prometheusMessages.register());
}

function areBuckets(value: unknown): value is readonly number[] {
  if (!Array.isArray(value) || value.length === 0) return false;
  const bounds: unknown[] = value;
  return bounds.every((bound, at) => {
    const before = at === 0 ? 0 : bounds[at - 1];
    return typeof bound === 'number' && Number.isFinite(bound) && bound > Number(before);
  });
}
