/** The options that stand in groups, by group. */
export const OPTION_GROUPS = {
  http: ['timeoutMs', 'connections', 'proxy', 'dispatcher'],
  merchantCache: ['ttlMs', 'unknownTtlMs', 'capacity', 'unknownPerSecond', 'timeoutMs'],
  notifications: [
    'inbox',
    'leaseMs',
    'budgetMs',
    'maxHandlingMs',
    'maxConcurrent',
    'allowedSources',
    'confirmByQuery',
    'queue',
  ],
  sweeper: ['enabled', 'everyMs', 'olderThanMs', 'perSecond'],
} as const;

/** The options that all merchants share. */
export const SHARED_OPTIONS: readonly string[] = [
  'merchantSource',
  'gateway',
  'endpoints',
  'ipv6StandIn',
  ...Object.keys(OPTION_GROUPS),
  ...['isGlobal', 'routes'],
];

/** `http.timeoutMs` and so on: what is meant where `timeoutMs` stands at the top. */
export const GROUPED_OPTIONS: readonly string[] = Object.entries(OPTION_GROUPS).flatMap(([group, names]) =>
  names.map((name) => `${group}.${name}`),
);
