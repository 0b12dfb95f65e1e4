import { printable } from '../../common/printable.js';
import { both } from '../../diagnosis/signature-diagnosis.js';

/** What is said of a connection on which no HTTP request came. */
export const unreadableConnectionMessages = {
  tlsToHttp: (url: string) =>
    both(
      `Something spoke HTTPS (TLS) to this port, where the sandbox speaks plain HTTP: give your client ${url} as its gateway, or start the sandbox with --tls (in a test: tls: true).`,
      `有客户端以 HTTPS（TLS）连接此端口，而沙箱在此使用 HTTP：请把客户端的网关改为 ${url}，或以 --tls 启动沙箱（测试中为 tls: true）。`,
    ),
  httpToTls: (url: string) =>
    both(
      `Something spoke plain HTTP to this port, where the sandbox speaks HTTPS (TLS): give your client ${url} as its gateway, or start the sandbox without --tls.`,
      `有客户端以 HTTP 连接此端口，而沙箱在此使用 HTTPS（TLS）：请把客户端的网关改为 ${url}，或不带 --tls 启动沙箱。`,
    ),
  noHttp: (code: string) =>
    both(
      `Something sent what is no HTTP request (${printable(code)}). No API has seen it: does your client write its requests by hand?`,
      `收到的内容不是 HTTP 请求（${printable(code)}），没有接口处理它：客户端是否自行拼写请求？`,
    ),
} as const;
