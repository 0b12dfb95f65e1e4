import { quoted } from '../../common/printable.js';
import { both } from '../../diagnosis/signature-diagnosis.js';

const WANTED = '{"ret_code":"0000","ret_msg":"ok"}';

/** What is said of a shop's response to a notification. */
export const acknowledgementMessages = {
  otherWords: () =>
    both(
      `Taken, because it says ret_code 0000. The documents want ${WANTED}, and nothing else.`,
      `含有 ret_code 0000，已视为确认。文档要求的应答只有 ${WANTED}。`,
    ),
  notExact: () =>
    both(
      `It says ret_code 0000, but the sandbox is strict, and the documents want ${WANTED}, and nothing else.`,
      `含有 ret_code 0000，但沙箱处于严格模式：文档要求的应答只有 ${WANTED}。`,
    ),
  redirect: (status: number, location: string) =>
    both(
      `HTTP ${String(status)}, a redirect to ${quoted(location)}, and LianLian follows none. Answer at notify_url itself: is it behind a login, or http where the app wants https?`,
      `HTTP ${String(status)}，重定向到 ${quoted(location)}，连连不会跟随。请在 notify_url 直接应答：是否需要登录，或应用要求 https 而地址是 http？`,
    ),
  otherStatus: (status: number) =>
    both(
      `HTTP ${String(status)}. Only HTTP 200 with ret_code 0000 acknowledges.`,
      `HTTP ${String(status)}。只有 HTTP 200 且含 ret_code 0000 才算确认。`,
    ),
  empty: () =>
    both(
      `HTTP 200, but its body is empty. It has to be ${WANTED}.`,
      `HTTP 200，但应答体为空。应为 ${WANTED}。`,
    ),
  html: () =>
    both(
      'HTTP 200, but it is a page of HTML. Does notify_url lead to a login, an error page or the web shop itself?',
      'HTTP 200，但应答是 HTML 页面。notify_url 是否指向登录页、错误页或商城页面？',
    ),
  otherCode: (ret_code: string) =>
    both(
      `HTTP 200, but its ret_code is ${quoted(ret_code)}, not "0000".`,
      `HTTP 200，但 ret_code 为 ${quoted(ret_code)}，不是 "0000"。`,
    ),
  repeated: () =>
    both(
      `HTTP 200, but a name stands twice in it, so that nobody can tell what it says. It has to be ${WANTED}.`,
      `HTTP 200，但其中有重复的字段名，无法判断其含义。应为 ${WANTED}。`,
    ),
  noCode: () =>
    both(
      `HTTP 200, but no ret_code 0000 in it. It has to be ${WANTED}, as the outermost object: does something wrap what the app answers?`,
      `HTTP 200，但其中没有 ret_code 0000。最外层应为 ${WANTED}：应用的应答是否被再次包装？`,
    ),
} as const;
