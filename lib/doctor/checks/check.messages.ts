import type { Sentence } from '../../diagnosis/signature-diagnosis.js';
import { both } from '../../diagnosis/signature-diagnosis.js';
import { configMessages } from '../../config/config.messages.js';
import { proxyMessages } from '../../wire/proxy.messages.js';

/** ` through the proxy …`, where there is one. */
export const through = (proxy: string | undefined): Sentence =>
  both(proxyMessages.through(proxy), proxy === undefined ? '' : `（经代理 ${proxy} ）`);

/** Every sentence of the doctor about settings, keys, addresses and hosts: to be read behind a subject. */
export const checkMessages = {
  starts: () => both('The module starts with these settings.', '模块可以用这些设置启动。'),
  doesNotStart: (reason: string) => both(reason, `模块无法用这些设置启动，错误原文：${reason}`),
  unknownVariable: (name: string, meant: string | undefined) =>
    both(
      configMessages.unknownVariable(name, meant),
      meant === undefined
        ? '设置了这个环境变量，但 lianlianConfig 不读取它：如果是给 LianlianModule 用的，它不起作用。'
        : `设置了这个环境变量，但 lianlianConfig 不读取它：您要设置的是 ${meant} 吗？`,
    ),

  privateKey: (size: string, fingerprint: string) =>
    both(
      `private key, RSA of ${size} bits, fingerprint ${fingerprint} (of its public half)`,
      `私钥，RSA ${size} 位，指纹 ${fingerprint}（取自对应的公钥）`,
    ),
  publicKey: (size: string, fingerprint: string) =>
    both(
      `public key, RSA of ${size} bits, fingerprint ${fingerprint}`,
      `公钥，RSA ${size} 位，指纹 ${fingerprint}`,
    ),
  weakKey: (bits: string) =>
    both(
      `has ${bits} bits: make a new pair with 2048 when you can`,
      `只有 ${bits} 位：请尽早更换为 2048 位的密钥对`,
    ),
  notCompared: () =>
    both(
      'was not compared with the public key that LianLian has of you: name a file of that one with --merchant-public-key',
      '没有与您在连连登记的公钥核对：请用 --merchant-public-key 指定该公钥的文件',
    ),
  pairFits: () => both('belongs to the public key that was given to LianLian', '与您在连连登记的公钥成对'),
  pairDiffers: (size: string, fingerprint: string) =>
    both(
      `does not belong to the public key that was given to LianLian (RSA of ${size} bits, fingerprint ${fingerprint}): LianLian will refuse every signature. Give LianLian the public half of this private key, or use the other private key`,
      `与您在连连登记的公钥（RSA ${size} 位，指纹 ${fingerprint}）不成对：连连会拒绝所有签名。请把这把私钥对应的公钥登记到连连，或者改用与已登记公钥成对的私钥`,
    ),
  ownPublicKey: () =>
    both(
      "is the merchant's public key that was given to LianLian: take LianLian's own from its merchant console",
      '这是您自己登记到连连的商户公钥：请从连连商户后台获取连连的公钥',
    ),

  noNotifyUrl: () =>
    both(
      'is not set: then every request needs a notify_url of its own, or no notification comes',
      '没有设置：那么每个请求都要自带 notify_url，否则收不到通知',
    ),
  localUrl: (host: string) =>
    both(
      `names ${host}, which only this machine or network can reach`,
      `指向 ${host} ，只有本机或内网能访问`,
    ),
  plainUrl: () => both('is http: payments belong on https', '使用了 http：支付相关地址应当使用 https'),
  numericUrl: () =>
    both(
      'names an address, not a host: no certificate fits it',
      '写的是 IP 地址而不是域名：没有证书与它匹配',
    ),
  urlWithPort: (port: string) =>
    both(
      `names port ${port}: LianLian's firewall may let only 443 and 80 out`,
      `使用了端口 ${port}：连连的防火墙可能只允许访问 443 和 80`,
    ),
  urlWithoutPath: () =>
    both(
      'has no path: is the route of the controller missing, or the global prefix?',
      '没有路径：是否漏了控制器的路由或全局前缀？',
    ),
  urlWithCredentials: () =>
    both('holds a user name or password, which LianLian does not send', '带有用户名或密码，连连不会发送它们'),
  urlWithFragment: () => both('has a fragment (#…), which is never sent', '带有片段（#…），片段不会被发送'),
  sameAsNotifyUrl: () =>
    both(
      'is the very address of notifyUrl: no route takes both payments and payouts. Name the route for payouts',
      '与 notifyUrl 是同一个地址：没有路由同时接收付款和代付的通知。请写代付通知的路由',
    ),
  url: (shown: string) => both(shown, shown),
  gatewayIsSet: (gateway: string) =>
    both(
      `is set: every call goes to ${gateway}, none to LianLian. Unset it in production`,
      `已设置：所有调用都发往 ${gateway} ，不会发往连连。生产环境请取消该设置`,
    ),
  plainGateway: (host: string) =>
    both(
      `is http, and ${host} is another machine: anyone in between can read card numbers and names, and can change the responses that are not signed. In production no call may go there: use https, or unset the gateway`,
      `使用了 http，而 ${host} 不是本机：途中任何人都能看到卡号和姓名，也能改动未签名的应答。生产环境不允许这样：请改用 https，或取消 gateway 设置`,
    ),

  unreadNoProxy: (place: number, shown: string | undefined) =>
    both(
      `entry ${String(place)}${shown === undefined ? '' : ` (${shown})`} is no form that is read, so it keeps no host from the proxy: write hosts (localhost), subdomains (.example.com) or addresses (127.0.0.1, ::1), separated by commas, with a port or without; no networks (10.0.0.0/8), no * within, and * alone for every host`,
      `第 ${String(place)} 项${shown === undefined ? '' : `（${shown}）`}的写法不被识别，因此不起作用：请写主机（localhost）、子域名（.example.com）或地址（127.0.0.1、::1），以逗号分隔，可带端口；不支持网段（10.0.0.0/8）和中间的 * ，全部主机则只写一个 *`,
    ),

  hostReached: (proxy: string | undefined, isSecure: boolean) =>
    both(
      `answers${through(proxy).en}${isSecure ? ', with a certificate that fits' : ''}`,
      `可以连接${through(proxy).zh}${isSecure ? '，证书有效' : ''}`,
    ),
  hostUnreached: (proxy: string | undefined, reason: Sentence) =>
    both(`cannot be reached${through(proxy).en}: ${reason.en}`, `无法连接${through(proxy).zh}：${reason.zh}`),
  clockAgrees: () => both('agrees with that of the hosts', '与各主机的时钟一致'),
  clockBehind: (seconds: number) =>
    both(
      `this machine's clock is ${String(seconds)} seconds behind: set it by NTP, or LianLian refuses timestamp and dt_order`,
      `本机时钟慢了 ${String(seconds)} 秒：请用 NTP 校时，否则连连会拒绝 timestamp 和 dt_order`,
    ),
  clockAhead: (seconds: number) =>
    both(
      `this machine's clock is ${String(seconds)} seconds ahead: set it by NTP, or LianLian refuses timestamp and dt_order`,
      `本机时钟快了 ${String(seconds)} 秒：请用 NTP 校时，否则连连会拒绝 timestamp 和 dt_order`,
    ),

  tooLate: (ms: number) => both(`no response within ${String(ms)} ms`, `${String(ms)} 毫秒内没有应答`),
  certificateExpired: (code: string) =>
    both(`its TLS certificate has expired (${code})`, `对方的 TLS 证书已过期（${code}）`),
  certificateUntrusted: (code: string) =>
    both(
      `nobody whom Node trusts has signed its TLS certificate (${code}). If it is your sandbox, start Node with NODE_EXTRA_CA_CERTS=FILE in its environment (a line in .env comes too late); the sandbox prints the file, tls.certificate.pem in the folder of --keys. If it is LianLian's own host, a program in between opens the connection: ask the operator of the network`,
      `对方的 TLS 证书不受 Node 信任（${code}）。如果它是您的沙箱，请在启动 Node 的环境变量里设置 NODE_EXTRA_CA_CERTS=文件（写在 .env 里不生效）；文件名由沙箱打印，即 --keys 目录里的 tls.certificate.pem。如果它是连连自己的主机，说明途中有程序拆开了加密连接：请联系网络管理员`,
    ),
  certificateOfOther: (code: string) =>
    both(
      `its TLS certificate is for another host (${code}): does the address have the name that the certificate has?`,
      `对方的 TLS 证书属于别的主机（${code}）：地址里的域名与证书上的一致吗？`,
    ),
  proxyRefused: (status: number) => both(`it said HTTP ${String(status)}`, `代理应答 HTTP ${String(status)}`),
  otherReason: (code: string | undefined, said: string) =>
    both(
      code === undefined ? said : `${code} (${said})`,
      code === undefined ? `错误原文：${said}` : `${code}（错误原文：${said}）`,
    ),
} as const;
