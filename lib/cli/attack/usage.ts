import { both, type Sentence } from '../../diagnosis/signature-diagnosis.js';

/** How the command is called. */
export const ATTACK_USAGE: Sentence = both(
  `Usage: nestjs-lianlian attack [URL] [options]

Attacks a shop's notification route, whatever language it is written in, and
prints a scorecard: what was tried (forged, altered, replayed, another
merchant's, a wrong amount, twice at once, paid twice, late, out of order, an
authorization or a payout as a payment, huge, slow), what the shop did, and what
to do where it did not hold. It needs one order that nobody has paid; the order
is paid afterwards. Attack no shop that ships real goods.

With a sandbox that runs, which knows keys and orders:

  --sandbox URL               its address (http://127.0.0.1:4000)
  --order NUMBER              the order (the newest one that waits)

Without a sandbox:

  --keys DIR                  folder with lianlian.private.pem: the shop
                              verifies with lianlian.public.pem beside it. Keys
                              that are missing are made, for the shop's start
  --order NUMBER              no_order of an unpaid order
  --amount AMOUNT             what it costs
  --currency CODE             of the amount, where it is not in yuan
  --dt-order TIME             yyyyMMddHHmmss (now)

  --oid-partner NUMBER        the merchant (201304121000001004)
  --status URL                where the shop says whether an order is paid;
                              {no_order} in it is the order's number
  --paid REGEX                what that page matches only where it is paid. Its
                              group "times", if it has one, is how often the
                              goods were shipped
  --no-payouts                the shop pays nothing out
  --json                      print JSON, in English and in Chinese
  --junit FILE                write JUnit's XML, too, for a CI system
  --help, --version

Examples:
  nestjs-lianlian attack
  nestjs-lianlian attack http://localhost:8080/notify --keys keys \\
    --order A-1 --amount 49.95 --paid '"shipped":(?<times>[0-9]+)' \\
    --status 'http://localhost:8080/orders/{no_order}'

Exit codes: 0 everything held, 1 something fell or is unclear, 2 there was no
attack: invalid usage, no shop, no order.
`,
  `用法：nestjs-lianlian attack [URL] [选项]

攻击商城的通知地址（不限语言），并打印成绩单：试了什么（伪造、篡改、重放、其他商
户、金额不符、同时两份、重复付款、迟到、乱序、以预授权或代付冒充付款、超大、超
慢），商城做了什么，没有通过的该怎么办。需要一个未付款的订单，之后该订单为已付
款。不要用于会真实发货的商城。

有沙箱在运行时，密钥和订单由沙箱提供：

  --sandbox URL               沙箱地址（http://127.0.0.1:4000）
  --order 单号                订单（默认为最新的待付款订单）

没有沙箱时：

  --keys 目录                 含 lianlian.private.pem 的目录：商城用其中的
                              lianlian.public.pem 验签。缺少的密钥会自动生成
  --order 单号                未付款订单的 no_order
  --amount 金额               订单金额
  --currency 币种             金额不是人民币时的币种
  --dt-order 时间             yyyyMMddHHmmss（默认为现在）

  --oid-partner 商户号        商户（201304121000001004）
  --status URL                商城显示订单是否已付款的地址，{no_order} 代表单号
  --paid 正则表达式           仅当已付款时该页面才匹配。如有名为 times 的组，其
                              值为发货次数
  --no-payouts                商城不做代付
  --json                      输出 JSON（包含中英文）
  --junit 文件                同时写出 JUnit XML，供 CI 使用
  --help, --version           显示用法、版本

示例：
  nestjs-lianlian attack
  nestjs-lianlian attack http://localhost:8080/notify --keys keys \\
    --order A-1 --amount 49.95 --paid '"shipped":(?<times>[0-9]+)' \\
    --status 'http://localhost:8080/orders/{no_order}'

退出码：0 全部通过，1 有失败或无法判断的项，2 未能测试：用法错误、没有商城或
没有订单。
`,
);
