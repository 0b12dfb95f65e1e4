import { both } from '../../diagnosis/signature-diagnosis.js';

/** The comments among the settings of a shop. */
export const settingsMessages = {
  sandboxAt: (url: string) =>
    both(
      `LianLian sandbox at ${url}: no real money. Ctrl+C ends it.`,
      `连连沙箱 ${url} ：沙箱环境，不涉及真实资金。按 Ctrl+C 结束。`,
    ),
  panelAt: (url: string) => both(`Control panel: ${url}`, `控制面板：${url}`),
  payersAt: (url: string) =>
    both(
      `Payers' browsers reach it at ${url}: pages and QR codes lead there.`,
      `付款人的浏览器通过 ${url} 访问：页面和二维码都指向此地址。`,
    ),
  networkAt: (url: string) =>
    both(
      `In the local network: ${url}. Anyone who reaches it may do everything there.`,
      `局域网地址：${url} 。能访问的人都可以进行一切操作。`,
    ),
  certificateIn: (file: string) =>
    both(
      `Its certificate is ${file}. Node trusts it when started with`,
      `证书文件是 ${file} 。启动 Node 时设置以下变量即可信任它：`,
    ),
  otherClients: () =>
    both(
      'and curl with --cacert. A browser warns of it once.',
      'curl 用 --cacert 指定证书文件。浏览器会提示一次警告。',
    ),
  keyIsYours: () => both('LIANLIAN_PRIVATE_KEY: yours', 'LIANLIAN_PRIVATE_KEY：您自己的私钥'),
  anotherMerchant: () => both('Another merchant:', '另一个商户：'),
} as const;
