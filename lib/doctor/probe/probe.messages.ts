import { both, type Sentence } from '../../diagnosis/signature-diagnosis.js';
import { through } from '../checks/check.messages.js';

/** Every sentence of `doctor --probe`: to be read behind a subject. */
export const probeMessages = {
  callFailed: (reason: string) => both(reason, `调用失败，错误原文：${reason}`),
  noResponse: () =>
    both(
      'was asked about an order that cannot exist, and nothing that can be read came back: what is said of keys and number below is not proven',
      '查询了一个不可能存在的订单，没有收到可读的应答：下面关于密钥和商户号的结论未经验证',
    ),
  asked: (code: string) =>
    both(
      `was asked about an order that cannot exist, and responded as it should (ret_code ${code})`,
      `查询了一个不可能存在的订单，应答符合预期（ret_code ${code}）`,
    ),
  otherCode: (code: string, message: string) =>
    both(
      `was asked about an order that cannot exist, and responded with ret_code ${code} (${message}): "nestjs-lianlian doctor explain ${code}" says what that means`,
      `查询了一个不可能存在的订单，应答是 ret_code ${code}（${message}）：含义请运行 nestjs-lianlian doctor explain ${code}`,
    ),
  found: () =>
    both(
      'says that it knows an order that cannot exist: is the gateway LianLian?',
      '声称查到了一个不可能存在的订单：gateway 真的是连连吗？',
    ),
  keyAccepted: () => both('LianLian accepts what it signs', '连连接受它的签名'),
  keyRefused: (code: string) =>
    both(
      `LianLian refuses what it signs (ret_code ${code}): give LianLian the public half of this key, or use the key whose half it has`,
      `连连拒绝它的签名（ret_code ${code}）：请把这把私钥对应的公钥登记到连连，或者改用与已登记公钥成对的私钥`,
    ),
  numberKnown: () => both('LianLian knows this merchant number', '连连认得这个商户号'),
  numberRefused: (code: string, message: string) =>
    both(
      `LianLian does not serve this merchant number (ret_code ${code}, ${message}): is it yours, for this host, and is the contract open?`,
      `连连不受理这个商户号（ret_code ${code}，${message}）：商户号是您的吗？属于这个环境吗？合约是否已开通？`,
    ),
  publicKeyRight: () =>
    both(
      "verifies LianLian's signature: it is the key that LianLian signs with now",
      '能验证连连的签名：它就是连连当前签名所用的密钥',
    ),
  publicKeyIdle: () =>
    both(
      'did not sign this response, and another of your keys did: it is an older key, or one to come. Remove it when the change is over',
      '这次应答不是用它签名的，而是用您配置的另一把：它是旧密钥，或者尚未启用的新密钥。更换完成后请移除',
    ),
  publicKeyWrong: () =>
    both(
      "does not verify LianLian's signature: take LianLian's current public key from the merchant console",
      '不能验证连连的签名：请从连连商户后台获取连连当前的公钥',
    ),
  unsigned: () =>
    both('could not be proven: LianLian did not sign its response', '无法验证：连连没有对应答签名'),
  notifyReached: () =>
    both(
      'is reached, and the module refuses what is no notification (HTTP 400), as it should',
      '可以到达，模块拒绝了不是通知的报文（HTTP 400），符合预期',
    ),
  notifyForeign: () =>
    both(
      "something answers HTTP 400, but not in this module's words: another program or route is there, and LianLian's notifications would be lost, unless an exception filter of yours writes other words in their place",
      '有程序应答了 HTTP 400，但内容不是本模块的：该地址是其他程序或路由，连连的通知会丢失；除非是您的异常过滤器改写了应答内容',
    ),
  notifyFiltered: () =>
    both(
      "is reached, and refuses this machine's address (HTTP 403): right with notifications.allowedSources, wrong if a firewall or a guard of yours says so",
      '可以到达，但拒绝本机的 IP 地址（HTTP 403）：如果设置了 notifications.allowedSources，这是正常的；如果是您的防火墙或守卫拒绝的，则不正常',
    ),
  notifyOpen: (status: number) =>
    both(
      `acknowledges a message that nobody signed (HTTP ${String(status)}): another program or route of yours is there. LianLian's notifications would be lost`,
      `确认了一条没有签名的报文（HTTP ${String(status)}）：该地址是您的其他程序或路由。连连的通知会丢失`,
    ),
  notifyNowhere: (status: number) =>
    both(
      `leads to nothing (HTTP ${String(status)}): is the path right, with global prefix and version?`,
      `该地址没有对应的路由（HTTP ${String(status)}）：路径对吗？包含全局前缀和版本了吗？`,
    ),
  notifyMoved: (status: number) =>
    both(
      `redirects (HTTP ${String(status)}), and LianLian does not follow: name the address behind it, https and host as they are`,
      `会重定向（HTTP ${String(status)}），而连连不跟随重定向：请直接写最终地址，包括 https 和域名`,
    ),
  notifyGuarded: (status: number) =>
    both(
      `is barred (HTTP ${String(status)}): exempt the route from guards, logins and bot checks`,
      `被拦截（HTTP ${String(status)}）：请让该路由不经过守卫、登录和机器人校验`,
    ),
  notifyOther: (status: number) =>
    both(
      `responds with HTTP ${String(status)} to a message that is no notification, and 400 is right: is the module behind it?`,
      `对不是通知的报文应答了 HTTP ${String(status)}，正确的是 400：该地址后面是本模块吗？`,
    ),
  notifyUnreached: (reason: Sentence, proxy?: string) =>
    both(
      `cannot be reached from here${through(proxy).en}: ${reason.en}`,
      `从本机${through(proxy).zh}无法访问：${reason.zh}`,
    ),
  notifyUntried: (proxy: string, reason: Sentence) =>
    both(
      `could not be tried: the proxy ${proxy} made no connection to it (${reason.en}). LianLian does not come through that proxy: probe from elsewhere, or without the proxy`,
      `无法探测：代理 ${proxy} 没有建立连接（${reason.zh}）。连连不经过这个代理：请换一台机器探测，或者不用代理`,
    ),
} as const;
