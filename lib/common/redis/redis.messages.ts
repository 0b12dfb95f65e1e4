/** Why Redis refuses, and what to do about it. None holds a value: a name, a key or a password. */
export const redisMessages = {
  wrongPassword: () =>
    'Redis refuses the user or the password (WRONGPASS): compare both with its ACL; in a URL, characters such as @ and / have to be percent-encoded.',
  passwordNotWanted: () =>
    'Redis knows no password, and got one (AUTH): take it out of the settings of the client, or set requirepass there. Is it the right server?',
  protectedMode: () =>
    'Redis takes connections from its own machine alone (DENIED, protected mode): give it a password or an ACL, and a bind address.',
  cannotPersist: () =>
    'Redis takes no writes, because it cannot save to its disk (MISCONF): look into its log, and at the space and the rights of its folder.',
  replica: () =>
    'this Redis is a replica, which takes no writes (READONLY): connect to the primary, or through Sentinel or a cluster.',
  outOfMemory: () =>
    'Redis has no memory left (OOM): raise maxmemory, with maxmemory-policy noeviction, and look for what fills it.',
  loading: () => 'Redis is still loading its data (LOADING).',
  primaryDown: () => 'Redis is a replica without its primary (MASTERDOWN): look at the primary.',
  tooFewReplicas: () =>
    'Redis takes no writes, because fewer replicas than min-replicas-to-write are there (NOREPLICAS).',
  clusterDown: () => 'the cluster does not serve (CLUSTERDOWN): look at its nodes and slots.',
  tooManyClients: () => 'Redis has as many clients as it takes: raise maxclients, or close what is open.',
  busy: () => 'Redis is busy with a script that does not end (BUSY): look for it, SCRIPT KILL ends it.',
  noCluster: () =>
    'this Redis is no cluster, and the client is one of a cluster: connect with a client for a single server.',
} as const;
