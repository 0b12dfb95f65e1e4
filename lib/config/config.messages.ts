import type { ProxyUrlProblem } from './proxy-url.js';

/** Every sentence about settings that a user may read. None of them ever holds a value of a setting. */
export const configMessages = {
  sourceFailed: (merchant: string) => `merchantSource failed for merchant ${merchant}`,
  sourceTooSlow: (merchant: string, ms: number) =>
    `merchantSource did not answer about merchant ${merchant} within ${String(ms)} ms (merchantCache.timeoutMs)`,
  sourceMerchantUnusable: (merchant: string) =>
    `what merchantSource gave for merchant ${merchant} cannot be used`,
  otherMerchantFound: (merchant: string) => `is not ${merchant}, which merchantSource was asked for`,
  tooManyUnknown: (perSecond: number) =>
    `notifications named more than ${String(perSecond)} unknown merchants per second (merchantCache.unknownPerSecond), so merchantSource is not asked about further ones: the notifications may be forged`,
  unknownVariable: (name: string, nearest?: string) =>
    nearest === undefined
      ? `The environment variable ${name} is set, and lianlianConfig reads no such variable: if it was meant for LianlianModule, it does nothing.`
      : `The environment variable ${name} is set, and lianlianConfig reads no such variable: did you mean ${nearest}?`,
  originOnly: () =>
    "must be an origin and nothing else, such as 'http://localhost:4000': the path of every API is kept",
  merchantNumberOption: () => 'the merchant number that LianLian assigned, text of exactly 18 digits',
  busiPartner: () => "must be '101001' (virtual goods) or '109001' (physical goods)",
  signTypeOption: () => "must be 'RSA' (MD5withRSA) or 'SHA256withRSA'",
  noMerchants: () => 'must be a list of at least one merchant',
  repeatedMerchant: () => 'names a merchant that an earlier entry of the list names too',
  ipv6StandIn: () =>
    "must be an IPv4 address, such as '203.0.113.7': what LianLian gets for a payer whose IPv6 address is too long for it",
  notAnInbox: (missing: readonly string[]) => `must be a NotificationInbox, but has no ${missing.join(', ')}`,
  notAQueue: () => 'must be a NotificationQueue, an object with a method enqueue(notification)',
  keyBesideSigner: () => 'is set, and so is signer: set one of them',
  notASigner: () => 'must be a Signer, an object with a method sign(source, signType, merchant, signal)',
  otherPublicKey: () => "is not the public half of privateKey: is it LianLian's, or an older one?",
  notAMerchantSource: () => 'must be a MerchantSource, an object with a method find(oidPartner)',
  notMerchants: () => 'must be true, false, or a list of merchant numbers that the module was given',
  notSources: () =>
    "must be a list of IP addresses or CIDR ranges, without ports and brackets, such as ['115.236.102.36', '218.4.207.0/24']",
  keyForms: () =>
    'an RSA key is wanted: PEM or bare base64 text (PKCS#1, PKCS#8 or SPKI), a Buffer of it, or a KeyObject',
  ownPublicKey: () =>
    "is the merchant's own public key: take LianLian's public key from its merchant console, or no response will ever verify",
  keyTwice: (other: string) => `is set, and so is ${other}: set one of them`,
  unreadableKeyFile: (code: string) =>
    `names a file that cannot be read (${code}); a path that does not begin with / counts from where the app was started`,
  keyForFile: () =>
    'holds a key, and is to name a file with one: put the key into the variable without _FILE',
  notAProxy: (problem: ProxyUrlProblem | undefined) =>
    problem === undefined
      ? "must be the URL of an http or https proxy without a path, such as 'http://user:password@proxy.example:3128', or true for the proxies that HTTPS_PROXY, HTTP_PROXY and NO_PROXY name"
      : `${proxyProblem(problem)}. lianlianConfig takes it from LIANLIAN_PROXY`,
  proxyBesideDispatcher: () => 'is set, and so is http.dispatcher: set one of them',
  notADispatcher: () =>
    'must be a dispatcher of undici 7, an object with a method dispatch(options, handler)',
  unusableProxyVariable: (name: string, problem: ProxyUrlProblem) =>
    `is true, and the environment variable ${name} ${proxyProblem(problem)}`,
  allProxyUnread: (name: string) =>
    `http.proxy is true, and of the environment's proxies only ${name} is set, which is not read: calls to LianLian leave without a proxy. Set HTTPS_PROXY to the address of an http or https proxy.`,
  routesInside: () =>
    'stands beside useFactory, useClass or useExisting, and not in what they give: Nest registers routes before it asks them. Write LianlianModule.forRootAsync({ routes, useFactory, … })',
  secondModule: () =>
    'LianlianModule is imported twice with options of its own: import it once, and use `merchants` for several merchants',
  moduleMissing: () =>
    'needs LianlianModule: import LianlianModule.forRoot() or forRootAsync() once in the app, beside it',
  noOptions: () =>
    'LianlianModule has no options: import LianlianModule.forRoot() or forRootAsync(), not the class; or useFactory (createLianlianOptions) of forRootAsync() gave nothing back',
  noAsyncOptions: () => 'LianlianModule.forRootAsync() needs useFactory, useClass or useExisting',
  noPayoutNotifyUrl: (merchant: string, routes: readonly string[]) =>
    `Merchant ${merchant} has no payoutNotifyUrl, and the app has a route for payouts (${routes.join(', ')}): LianLian sends it no notification of a payout whose request has no notify_url of its own. Set payoutNotifyUrl to the public address of that route.`,
  noNotifyUrl: (merchant: string, routes: readonly string[]) =>
    `Merchant ${merchant} has no notifyUrl (LIANLIAN_NOTIFY_URL), and the app has a route for notifications (${routes.join(', ')}): LianLian sends it no notification of a payment whose request has no notify_url of its own. Set notifyUrl to the public address of that route.`,
  gatewayIsSet: (gateway: string) =>
    `Every LianLian API goes to ${gateway}, not to LianLian: unset the option gateway (LIANLIAN_GATEWAY) in production.`,
} as const;

/** What is wrong with the URL of a proxy, and the mend: without the URL, which may hold a password. */
function proxyProblem(problem: ProxyUrlProblem): string {
  switch (problem.kind) {
    case 'no-scheme':
      return 'has no http:// or https:// in front: write it as http://proxy.example:3128 (or http.proxy: true, for the proxies of the environment)';
    case 'other-scheme':
      return `names a proxy with ${problem.scheme}:// in front, and calls go through http and https proxies alone: name one of those (http://proxy.example:3128), or pass an undici dispatcher that speaks ${problem.scheme} as http.dispatcher`;
    case 'more-than-origin':
      return 'has a path, a ? or a # behind the address of the proxy: leave it out, and write what is special in a password as %2F, %3F, %23 and so on';
    case 'unreadable':
      return 'is no URL: write it as http://user:password@proxy.example:3128, and what is special in the password as %40, %25 and so on';
  }
}
