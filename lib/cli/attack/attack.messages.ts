import { both } from '../../diagnosis/signature-diagnosis.js';
import { alternatives } from '../alternatives.js';

/** Every sentence about a call of the attack command. None of them holds what was typed. */
export const attackMessages = {
  oneAddress: (place = 0) =>
    both(
      `argument ${String(place)} is one too many: the attack takes one address, that of the notification route`,
      `参数 ${String(place)} 是多余的：attack 只接受一个地址，即通知地址`,
    ),
  address: (place = 0) =>
    both(
      `argument ${String(place)} is no address: the shop's notification route begins with http:// or https://`,
      `参数 ${String(place)} 不是地址：商城的通知地址以 http:// 或 https:// 开头`,
    ),
  addressMissing: () =>
    both(
      'with --keys the address of the notification route is needed: http://localhost:8080/notify',
      '使用 --keys 时必须给出通知地址，如 http://localhost:8080/notify',
    ),
  sandbox: () =>
    both(
      "--sandbox takes the sandbox's address, such as http://127.0.0.1:4000",
      '--sandbox 必须是沙箱地址，如 http://127.0.0.1:4000',
    ),
  statusPair: () =>
    both(
      '--status and --paid belong together: where the shop says whether an order is paid, and what it says then',
      '--status 和 --paid 必须同时给出：商城在哪里显示订单状态，以及已付款时显示什么',
    ),
  oidPartner: () => both('--oid-partner takes 18 digits', '--oid-partner 必须是 18 位数字'),
  onlyWithKeys: (option: string) =>
    both(
      `--${option} is of use with --keys alone: a sandbox knows its orders`,
      `--${option} 只能与 --keys 一起使用：沙箱知道自己的订单`,
    ),
  keysOrSandbox: () =>
    both('--keys attacks without a sandbox: leave --sandbox out', '--keys 表示不用沙箱：请去掉 --sandbox'),
  orderMissing: () =>
    both(
      'with --keys, --order and --amount are needed: an unpaid order of the shop, and what it costs',
      '使用 --keys 时必须给出 --order 和 --amount：商城的一个未付款订单及其金额',
    ),
  amount: () => both('--amount takes an amount, such as 49.95', '--amount 必须是金额，如 49.95'),
  currency: (currencies: readonly string[]) =>
    both(
      `--currency takes the currency of the order: ${alternatives(currencies).en}`,
      `--currency 必须是订单的币种：${alternatives(currencies).zh}`,
    ),
  dtOrder: () =>
    both(
      '--dt-order takes the time of the order as the shop sends it: yyyyMMddHHmmss',
      '--dt-order 必须是商城发送的订单时间：yyyyMMddHHmmss',
    ),
  madeKeys: (file: string) =>
    both(
      `The keys were missing and have been made. Let the shop verify with ${file}, start it, and run this again.`,
      `原来没有密钥，现已生成。请让商城使用 ${file} 验签，启动商城后再运行一次。`,
    ),
  noSandbox: (url: string, error: string) =>
    both(
      `no sandbox answers at ${url}: ${error}. Start one (nestjs-lianlian sandbox), name another with --sandbox, or do without one: --keys`,
      `${url} 没有沙箱应答：${error}。请启动沙箱（nestjs-lianlian sandbox），或用 --sandbox 指定另一个，或用 --keys 不依赖沙箱`,
    ),
  unwrittenJunit: (code: string) =>
    both(
      `the file of --junit cannot be written (${code}); the scorecard above is whole`,
      `--junit 指定的文件无法写入（${code}）；上面的成绩单是完整的`,
    ),
  refused: (error: string) => both(error, `沙箱拒绝，原文：${error}`),

  attacked: (url: string, no_order: string) =>
    both(`${url}, attacked with the order ${no_order}:`, `用订单 ${no_order} 测试 ${url}：`),
  toDo: (what: string) => both(`To do: ${what}`, `建议：${what}`),
  allHeld: (count: number) => both(`All ${String(count)} held.`, `${String(count)} 项全部通过。`),
  shipmentsUnseen: () =>
    both(
      'How often the goods were shipped was not seen. Give --paid a group "times", or nobody notices that they were shipped twice.',
      '没有看到发货次数。请在 --paid 中加上名为 times 的组，否则重复发货无法发现。',
    ),
  counts: (held: number, fell: number, unclear: number) =>
    both(
      `${String(held)} held, ${String(fell)} fell, ${String(unclear)} unclear.`,
      `${String(held)} 项通过，${String(fell)} 项失败，${String(unclear)} 项无法判断。`,
    ),
} as const;
