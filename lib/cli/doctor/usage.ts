import { both, type Sentence } from '../../diagnosis/signature-diagnosis.js';

/** How the command is called. */
export const DOCTOR_USAGE: Sentence = both(
  `Usage: nestjs-lianlian doctor [options]
       nestjs-lianlian doctor explain [FILE|-] [options]
       nestjs-lianlian doctor explain CODE [--json]

Checks the settings in the environment and in .env as the module's start does,
and what the start cannot know. "doctor explain" reads a request or a
notification (JSON, a form, a URL, a curl command, an HTTP request; a file, or
- for standard input) and says why its signature is wrong; of a ret_code, 1002
say, or of a response that has one, it says what it means and what to do.
Personal data is masked.

  --env-file FILE             read variables from this file (.env, if there)
  --oid-partner NUMBER        the settings by hand: these are stronger than the
                              environment
  --private-key FILE
  --lianlian-public-key FILE
  --sign-type NAME
  --notify-url URL
  --return-url URL
  --gateway ORIGIN
  --proxy URL|true
  --merchant-public-key FILE  the public key that was given to LianLian, to see
                              whether it fits
  --from merchant|lianlian    whose message "explain" was given, where it
                              guesses wrong
  --probe                     ask LianLian about an order that cannot exist, and
                              post to notifyUrl and payoutNotifyUrl what is no
                              notification: proves keys, merchant number, proxy
                              and routes
  --offline                   connect to nothing
  --json                      print JSON, in English and in Chinese
  --help, --version

Examples:
  nestjs-lianlian doctor --probe
  nestjs-lianlian doctor --env-file .env.live --merchant-public-key public.pem
  nestjs-lianlian doctor explain request.json
  nestjs-lianlian doctor explain 1002

Under a Chinese locale it speaks Chinese: LC_ALL=zh_CN.UTF-8.
Exit codes: 0 all is well, 1 problems were found, 2 invalid usage.
`,
  `用法：nestjs-lianlian doctor [选项]
      nestjs-lianlian doctor explain [文件|-] [选项]
      nestjs-lianlian doctor explain 返回码 [--json]

像模块启动时那样检查环境变量和 .env 里的设置，并检查启动时无法得知的问题。
“doctor explain”读取一条请求或通知（JSON、表单、URL、curl 命令或 HTTP 请求；
来自文件，- 表示标准输入），说明签名为什么不对；给出返回码（例如 1002）或带返
回码的应答时，说明其含义和处理办法。个人信息会被隐去。

  --env-file 文件             从这个文件读取变量（默认 .env，如果存在）
  --oid-partner 商户号        直接给出设置：优先于环境变量
  --private-key 文件
  --lianlian-public-key 文件
  --sign-type 名称
  --notify-url URL
  --return-url URL
  --gateway 地址
  --proxy URL|true
  --merchant-public-key 文件  您在连连登记的公钥，用来核对是否与私钥成对
  --from merchant|lianlian    “explain”的报文由谁签名，用于自动判断有误时
  --probe                     向连连查询一个不可能存在的订单，并向 notifyUrl
                              和 payoutNotifyUrl 发送一条不是通知的报文：验证
                              密钥、商户号、代理和路由
  --offline                   不联网
  --json                      输出 JSON（包含中英文）
  --help, --version           显示用法、版本

示例：
  nestjs-lianlian doctor --probe
  nestjs-lianlian doctor --env-file .env.live --merchant-public-key public.pem
  nestjs-lianlian doctor explain request.json
  nestjs-lianlian doctor explain 1002

退出码：0 一切正常，1 发现问题，2 用法错误。
`,
);
