/** Every sentence about proxies that a user may read. A proxy is named by its address, never with its credentials. */
export const proxyMessages = {
  distrust,
  through: (proxy: string | undefined) => (proxy === undefined ? '' : ` through the proxy ${proxy}`),
  credentialsWanted: (subject: string, host: string, proxy: string) =>
    `${subject}: the proxy ${proxy} asks for other credentials (HTTP 407), so there is no way to ${host}. Nothing was sent: give the proxy's URL its user and password, and try again.`,
  refused: (subject: string, host: string, proxy: string, status: number) =>
    `${subject}: the proxy ${proxy} made no connection to ${host} (HTTP ${String(status)}). Nothing was sent: may it connect there? Then try again.`,
  unreachable: (subject: string, proxy: string, code: string) =>
    `${subject}: no connection to the proxy ${proxy}${code === '' ? '' : ` (${code})`}. Nothing was sent: is http.proxy its address, and is it up? Then try again.`,
  certificateRefused: (subject: string, proxy: string, code: string) =>
    `${subject}: no connection to the proxy ${proxy}, whose TLS certificate ${distrust(code)}. Nothing was sent. A proxy's certificate is trusted with NODE_EXTRA_CA_CERTS.`,
  localHost: (hostname: string) =>
    `${hostname} is this machine: with http.proxy true name it in NO_PROXY, else set no http.proxy beside a gateway like this one.`,
} as const;

/** What is wrong with a certificate, by Node's code. */
function distrust(code: string): string {
  return `${code === 'CERT_HAS_EXPIRED' ? 'has expired' : 'is not trusted'} (${code})`;
}
