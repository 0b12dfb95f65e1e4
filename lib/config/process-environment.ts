/** The environment of the process, for what an option asks of it: `http.proxy: true` is the proxies that it names. */
export function processEnvironment(): Readonly<Record<string, string | undefined>> {
  return process.env;
}
