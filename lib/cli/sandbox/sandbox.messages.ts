import { both } from '../../diagnosis/signature-diagnosis.js';
import { alternatives } from '../alternatives.js';

/** Every sentence about a call of the sandbox's command. None of them holds what was typed. */
export const sandboxMessages = {
  optionsOnly: (place = 0) =>
    both(
      `argument ${String(place)} is not an option, and the sandbox takes only options`,
      `参数 ${String(place)} 不是选项，而沙箱只接受选项`,
    ),
  merchant: () =>
    both(
      '--merchant takes 18 digits, =, and the file of a public key',
      '--merchant 的格式是 18 位商户号、等号和公钥文件',
    ),
  oidPartner: () => both('--oid-partner takes 18 digits', '--oid-partner 必须是 18 位数字'),
  tlsPair: () =>
    both(
      '--tls-cert and --tls-key belong together: a certificate and its private key',
      '--tls-cert 和 --tls-key 必须同时给出：证书及其私钥',
    ),
  tlsNeedsKeys: () =>
    both(
      '--tls needs --keys DIR: the certificate is kept there, and shops have to trust that file',
      '--tls 需要 --keys 目录：证书保存在那里，商店必须信任该文件',
    ),
  oneOf: (option: string, values: readonly string[]) =>
    both(`${option} takes ${alternatives(values).en}`, `${option} 只能是 ${alternatives(values).zh}`),
  number: (option: string, most: number) =>
    both(`${option} takes a number up to ${String(most)}`, `${option} 必须是不超过 ${String(most)} 的数字`),
  amount: (option: string) =>
    both(
      `${option} takes an amount in yuan, such as 5000 or 5000.00`,
      `${option} 必须是以元为单位的金额，如 5000 或 5000.00`,
    ),
  origin: (option: string) =>
    both(
      `${option} takes where payers reach the sandbox, with nothing behind it, such as https://pay.example, or network for this machine’s address in the local network`,
      `${option} 必须是付款人访问沙箱的地址，其后不带内容，如 https://pay.example，或 network，表示本机的局域网地址`,
    ),
  unreadableKey: (code: string) =>
    both(
      `the file of --merchant or --merchant-public-key cannot be read (${code})`,
      `--merchant 或 --merchant-public-key 指定的文件无法读取（${code}）`,
    ),
} as const;
