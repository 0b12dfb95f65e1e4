import type { MeterProvider, TracerProvider } from '@opentelemetry/api';

import type { OptionReader } from '../common/options/option-reader.js';
import { readOptions } from '../common/options/read-options.js';

/** Where traces and metrics go. */
export interface LianlianOtelOptions {
  /** Default: the one that the app registered with OpenTelemetry. */
  readonly tracerProvider?: TracerProvider | undefined;
  /** Default: the one that the app registered with OpenTelemetry. */
  readonly meterProvider?: MeterProvider | undefined;
  /**
   * How many payments and refunds are remembered, so that their notifications are linked to the traces that sent
   * them. 0 for none. Default 10000.
   */
  readonly rememberedPayments?: number | undefined;
}

/** The options, checked. Providers that are left out are those that the app registers until it starts. */
interface OtelSettings extends LianlianOtelOptions {
  readonly rememberedPayments: number;
}

const NAMES = [
  'tracerProvider',
  'meterProvider',
  'rememberedPayments',
] as const satisfies (keyof LianlianOtelOptions)[];
const DEFAULT_REMEMBERED = 10_000;

/** @throws LianlianConfigError where an option is misspelt, or none */
export function otelSettings(options: LianlianOtelOptions): OtelSettings {
  const rememberedPayments = readOptions(options, { of: 'LianlianOtelModule', known: NAMES }, (reader) => {
    checkProvider(reader, 'tracerProvider', 'getTracer');
    checkProvider(reader, 'meterProvider', 'getMeter');
    return reader.positiveInteger('rememberedPayments', DEFAULT_REMEMBERED, { least: 0 });
  });
  return { ...options, rememberedPayments };
}

/** What a provider of OpenTelemetry has is a method. */
function checkProvider(reader: OptionReader, name: string, method: string): void {
  const provider = reader.value(name);
  if (provider === undefined) return;
  if (typeof Reflect.get(Object(provider) as object, method) === 'function') return;
  reader.problem(name, `must be a provider of OpenTelemetry, an object with a method ${method}()`);
}
