/** Every sentence of OpenTelemetry's part that a user may read. */
export const otelMessages = {
  broken: () =>
    "OpenTelemetry failed: a span processor, an exporter, a context manager or a metric reader of the app threw the error below. Calls and notifications go on, with LianLian's result; traces and metrics have gaps until it is mended. This line comes once.",
} as const;
