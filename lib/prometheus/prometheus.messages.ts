/** Every sentence of the part for Prometheus that a user may read. */
export const prometheusMessages = {
  broken: () =>
    'prom-client failed with the error below. Calls and notifications go on; metrics of Prometheus have gaps until it is mended. This line comes once.',
  register: () => 'must be a Registry of prom-client, an object with a method registerMetric()',
  prefix: () => 'must be text of letters, digits and underscores that begins with a letter or an underscore',
  buckets: () => 'must be a list of seconds above 0, each larger than the one before',
  nameTaken: (name: string) =>
    `has a metric ${name} already. Give each app of a process a register or a prefix of its own, and import LianlianPrometheusModule once.`,
} as const;
