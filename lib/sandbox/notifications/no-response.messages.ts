import { both, type Sentence } from '../../diagnosis/signature-diagnosis.js';

const secondsOf = (ms: number): string => String(Math.round(ms / 100) / 10);

/** What is said where no response to a notification came. */
export const noResponseMessages = {
  timeOut: (ms: number): Sentence =>
    both(
      `No response within ${secondsOf(ms)} s, and LianLian waits no longer. Answer first, and do slow work afterwards: is the app waiting for something?`,
      `${secondsOf(ms)} 秒内没有应答，连连不再等待。请先应答，再做耗时的处理：应用是否在等待什么？`,
    ),
  refused: (): Sentence =>
    both(
      'Nothing listens at notify_url. Is the app running, and on that port?',
      'notify_url 处没有程序在监听。应用是否已启动，端口是否正确？',
    ),
  unknownHost: (): Sentence =>
    both(
      'The host of notify_url is not known here. Is its name right?',
      '无法解析 notify_url 的主机名。名称是否正确？',
    ),
  unreachable: (): Sentence =>
    both(
      'The host of notify_url cannot be reached from here. Is a firewall or a container’s network in between?',
      '无法连接 notify_url 的主机。中间是否有防火墙或容器网络？',
    ),
  broken: (): Sentence =>
    both(
      'The connection broke before the whole response came. Did the app crash or restart?',
      '应答完成之前连接中断。应用是否崩溃或重启？',
    ),
  tooLong: (): Sentence =>
    both(
      'The response is longer than 64 KiB. Only HTTP 200 with ret_code 0000 acknowledges.',
      '应答超过 64 KiB。只有 HTTP 200 且含 ret_code 0000 才算确认。',
    ),
  noHttp: (): Sentence =>
    both(
      'What came back is not HTTP. Is another program at notify_url, or https where it says http?',
      '返回的不是 HTTP。notify_url 处是否为其他程序，或者应当使用 https？',
    ),
  tls: (): Sentence =>
    both(
      'The secure connection failed. Is the certificate of notify_url valid for its host, and does Node trust it?',
      '安全连接失败。notify_url 的证书是否与主机名相符，Node 是否信任它？',
    ),
} as const;
