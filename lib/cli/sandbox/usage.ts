import { both, type Sentence } from '../../diagnosis/signature-diagnosis.js';

/** How the command is called. */
export const SANDBOX_USAGE: Sentence = both(
  `Usage: nestjs-lianlian sandbox [options]

Runs a LianLian of your own on localhost, prints the settings of a shop that
uses it, and then a line for each request and each notification.

  --port NUMBER               port to listen on (4000)
  --host ADDRESS              address to listen on (127.0.0.1). At 0.0.0.0 other
                              machines, containers and phones reach it, and may
                              do all that the panel can
  --host-name NAME            a further name under which the panel and its API
                              are reached, such as a container's; can be
                              repeated
  --public-url URL            where payers' browsers reach it, if at another
                              address: a tunnel's, or a container's published
                              port. network is this machine's address in the
                              local network, for phones
  --merchant OID=FILE         merchant number, 18 digits, and its public key;
                              can be repeated
  --oid-partner NUMBER        number of a merchant whose keys the sandbox makes
                              (201304121000001004)
  --merchant-public-key FILE  that merchant's own public key; no keys are made
                              for it
  --keys DIR                  keep the keys in this folder. Keys that are there
                              already, in any of the forms below, are used as
                              they are
  --key-size BITS             of keys that the sandbox makes: 1024, as
                              LianLian's own key, 2048 or 4096 (2048)
  --key-format FORM           how they are written, into the folder or into the
                              settings (pkcs8):
                                pkcs8   PEM, "PRIVATE KEY" and "PUBLIC KEY":
                                        openssl, PHP, Python's cryptography,
                                        Ruby, Go, C# (ImportFromPem)
                                pkcs1   PEM, "RSA PRIVATE KEY" and "RSA PUBLIC
                                        KEY": Python's rsa, Go's
                                        ParsePKCS1PrivateKey
                                base64  one line, PKCS#8 and SPKI: Java's
                                        PKCS8EncodedKeySpec and
                                        X509EncodedKeySpec, C#'s
                                        ImportPkcs8PrivateKey
  --tls                       speak HTTPS, with a certificate that is made and
                              kept in the folder of --keys
  --tls-cert FILE, --tls-key FILE
                              speak HTTPS, with this certificate and its private
                              key, both in PEM
  --state FILE                keep orders, notifications and keys in this file
  --config FILE               take options from this JSON file; the command line
                              overrides it
  --strict                    insist on what LianLian's documents ask for, and
                              refuse the rest
  --seed TEXT                 the same numbers and the same faults in every run
  --balance YUAN              what each merchant can pay out at the start
                              (1000000)
  --notification-interval SECONDS
                              between repeats of a notification (120)
  --quiet                     print the settings, and nothing after them
  --help, --version

Examples:
  nestjs-lianlian sandbox --keys keys
  nestjs-lianlian sandbox --tls --keys keys --state orders.json
  nestjs-lianlian sandbox --port 4001 --seed 7 --strict
  nestjs-lianlian sandbox --host 0.0.0.0 --public-url network
`,
  `用法：nestjs-lianlian sandbox [选项]

在本机运行您自己的连连沙箱，打印商店所需的设置，然后每个请求和每条通知打印一
行。

  --port 端口                 监听的端口（4000）
  --host 地址                 监听的地址（127.0.0.1）。设为 0.0.0.0 时，其他机
                              器、容器和手机也能访问，并能进行控制面板上的一切
                              操作
  --host-name 名称            访问控制面板及其接口的其他主机名，如容器名；可以
                              重复
  --public-url 地址           付款人的浏览器访问沙箱的地址，与监听地址不同时使
                              用：如内网穿透的地址或容器映射的端口。network 表
                              示本机的局域网地址，供手机访问
  --merchant 商户号=文件      18 位商户号及其公钥；可以重复
  --oid-partner 商户号        由沙箱生成密钥的商户的商户号
                              （201304121000001004）
  --merchant-public-key 文件  该商户自己的公钥；不再为它生成密钥
  --keys 目录                 把密钥保存在这个目录。目录里已有的密钥，只要是下列
                              任一格式，都原样使用
  --key-size 位数             沙箱生成的密钥：1024（与连连自己的密钥相同）、2048
                              或 4096（2048）
  --key-format 格式           密钥的格式，用于目录和设置（pkcs8）：
                                pkcs8   PEM，“PRIVATE KEY”和“PUBLIC KEY”：
                                        openssl、PHP、Python 的 cryptography、
                                        Ruby、Go、C#（ImportFromPem）
                                pkcs1   PEM，“RSA PRIVATE KEY”和“RSA PUBLIC
                                        KEY”：Python 的 rsa、Go 的
                                        ParsePKCS1PrivateKey
                                base64  单行，PKCS#8 和 SPKI：Java 的
                                        PKCS8EncodedKeySpec 和
                                        X509EncodedKeySpec，C# 的
                                        ImportPkcs8PrivateKey
  --tls                       使用 HTTPS，证书自动生成并保存在 --keys 的目录
  --tls-cert 文件, --tls-key 文件
                              使用 HTTPS，采用这份证书及其私钥，均为 PEM
  --state 文件                把订单、通知和密钥保存在这个文件
  --config 文件               从这个 JSON 文件读取选项；命令行优先
  --strict                    严格按连连文档的要求，其余一律拒绝
  --seed 文本                 每次运行产生相同的单号和相同的故障
  --balance 元                每个商户开始时可用于代付的余额（1000000）
  --notification-interval 秒数
                              通知重发的间隔（120）
  --quiet                     只打印设置，之后不再打印
  --help, --version           显示用法、版本

示例：
  nestjs-lianlian sandbox --keys keys
  nestjs-lianlian sandbox --tls --keys keys --state orders.json
  nestjs-lianlian sandbox --port 4001 --seed 7 --strict
  nestjs-lianlian sandbox --host 0.0.0.0 --public-url network
`,
);
