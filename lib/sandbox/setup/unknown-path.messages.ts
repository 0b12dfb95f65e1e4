import { shortened } from '../../common/printable.js';
import { both } from '../../diagnosis/signature-diagnosis.js';

/** How much of a path is shown. */
const MAX_PATH = 200;

/** What is said of a path that LianLian's documents do not have. */
export const unknownPathMessages = {
  similar: (path: string, known: readonly string[]) =>
    both(
      `There is no ${shortened(path, MAX_PATH)}. LianLian’s documents have ${known.join(' or ')}: is another prefix written into your client?`,
      `没有 ${shortened(path, MAX_PATH)}。连连文档中的路径是 ${known.join(' 或 ')}：客户端是否写死了别的前缀？`,
    ),
  otherMethod: (method: string, path: string) =>
    both(
      `${path} takes POST alone, and this is ${shortened(method)}. Does your client follow a redirect, which makes a GET of a POST, or send the fields in the address?`,
      `${path} 只接受 POST，收到的是 ${shortened(method)}。客户端是否跟随了跳转（POST 会变成 GET），或把字段放在了地址里？`,
    ),
  strange: (path: string) =>
    both(
      `There is no ${shortened(path, MAX_PATH)}, and nothing like it among the paths of the APIs that the sandbox has.`,
      `没有 ${shortened(path, MAX_PATH)}，沙箱的接口中也没有相似的路径。`,
    ),
} as const;
