/** What programs here need to start, and to reach a registry: nothing else of a test's environment is in a container. */
const NEEDED = /^(path|home|(https?|no)_proxy|node_extra_ca_certs|ssl_cert_(dir|file)|npm_config_registry)$/i;

/** The environment of a container before its image says what is in it. */
export function cleanEnvironment(): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => NEEDED.test(name)));
}
