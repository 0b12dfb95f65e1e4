import { both } from '../../diagnosis/signature-diagnosis.js';
import type { FaultView, ScenarioRule } from '../contract.js';
import type { Reply } from '../http/reply.js';
import type { MessageSigner } from '../common/message-signer.js';

/** A response: what is sent, and the fields that the request log keeps. */
export interface Outcome {
  readonly reply: Reply;
  readonly response: Readonly<Record<string, string>>;
}

/** What a fault works with. */
export interface FaultTools {
  readonly rule: ScenarioRule;
  /** LianLian does its work and responds. */
  readonly work: (signer?: MessageSigner | 'nobody') => Promise<Outcome>;
  /** LianLian responds with an error code, in the words of the API. */
  readonly refuse: (ret_code: string, isSigned: boolean) => Promise<Outcome>;
  /** A signer with a key that is not LianLian's. */
  readonly foreignSigner: () => Promise<MessageSigner>;
  /** A signer with LianLian's key that leaves fields out. */
  readonly signerWithout: (names: readonly string[]) => MessageSigner;
  /** Waits in real time, as the shop does. */
  readonly wait: (ms: number) => Promise<void>;
}

/** A fault of a response. */
export interface ResponseFault extends FaultView {
  readonly of: 'response';
  strike(tools: FaultTools): Promise<Outcome>;
}

const DEFAULT_SLOW_MS = 3000;
const SYSTEM_BUSY = '9999';
const HTML = { 'content-type': 'text/html;charset=utf-8' };

/** What says which payment, refund or authorization a response is about. */
const IDENTIFYING = [
  ...['no_order', 'dt_order', 'oid_paybill', 'money_order'],
  ...['no_refund', 'dt_refund', 'oid_refundno', 'money_refund'],
];

/** Everything that can go wrong with a response. */
export const responseFaults: readonly ResponseFault[] = [
  {
    fault: 'time-out',
    of: 'response',
    title: both('LianLian never answers', '连连始终不应答'),
    reads: ['when'],
    // The connection stays open until the shop gives up.
    strike: (tools) => insteadOf(tools, { status: 504, headers: {}, body: '', takeOver: () => undefined }),
  },
  {
    fault: 'dropped-connection',
    of: 'response',
    title: both('The connection breaks without a response', '连接中断，没有应答'),
    reads: ['when'],
    strike: (tools) =>
      insteadOf(tools, {
        status: 502,
        headers: {},
        body: '',
        takeOver: (response) => {
          response.destroy();
        },
      }),
  },
  {
    fault: 'bad-gateway',
    of: 'response',
    title: both('502 from a proxy in front of LianLian', '连连前面的代理返回 502'),
    reads: ['when'],
    strike: (tools) =>
      insteadOf(tools, { status: 502, headers: HTML, body: '<html><h1>502 Bad Gateway</h1></html>' }),
  },
  {
    fault: 'html',
    of: 'response',
    title: both('An HTML page with status 200', '状态 200，内容却是 HTML 页面'),
    reads: ['when'],
    strike: (tools) =>
      insteadOf(tools, { status: 200, headers: HTML, body: '<html><h1>系统维护中</h1></html>' }),
  },
  {
    fault: 'unsigned-error',
    of: 'response',
    title: both(
      'An error code without a signature (9999, or ret_code)',
      '没有签名的错误码（9999 或 ret_code）',
    ),
    reads: ['when', 'ret_code'],
    strike: async ({ rule, work, refuse }) => {
      const code = rule.ret_code ?? SYSTEM_BUSY;
      return respondedInstead(rule, work, () => refuse(code, false));
    },
  },
  {
    fault: 'wrongly-signed',
    of: 'response',
    title: both('A success, signed with a key that is not LianLian’s', '成功应答，但签名密钥不是连连的'),
    reads: [],
    strike: async ({ work, foreignSigner }) => work(await foreignSigner()),
  },
  {
    fault: 'unsigned-success',
    of: 'response',
    title: both('A success without its signature', '成功应答，但没有签名'),
    reads: [],
    strike: ({ work }) => work('nobody'),
  },
  {
    fault: 'nameless',
    of: 'response',
    title: both(
      'A signed success that names no order, refund or transaction',
      '成功应答，签名正确，但没有订单号、退款号和交易号',
    ),
    reads: [],
    strike: async ({ work, signerWithout }) => work(signerWithout(IDENTIFYING)),
  },
  {
    fault: 'no-result',
    of: 'response',
    title: both(
      'A signed success without result_pay, which proves no payment',
      '成功应答，签名正确，但没有 result_pay：不能证明已付款',
    ),
    reads: [],
    strike: async ({ work, signerWithout }) => work(signerWithout(['result_pay'])),
  },
  {
    fault: 'slow',
    of: 'response',
    title: both('Delay the response (default 3 s)', '延迟应答（默认 3 秒）'),
    reads: ['when', 'ms'],
    strike: async ({ rule, work, wait }) => {
      const { ms = DEFAULT_SLOW_MS } = rule;
      if (rule.when !== 'after') await wait(ms);
      const outcome = await work();
      if (rule.when === 'after') await wait(ms);
      return outcome;
    },
  },
  {
    fault: 'ret-code',
    of: 'response',
    title: both('Answers with ret_code', '返回指定的 ret_code'),
    reads: ['when', 'ret_code'],
    strike: ({ rule, work, refuse }) =>
      respondedInstead(rule, work, () => refuse(rule.ret_code ?? SYSTEM_BUSY, true)),
  },
];

/** Replaces the response. Work that was done is still notified. */
function insteadOf({ rule, work }: FaultTools, reply: Reply): Promise<Outcome> {
  return respondedInstead(rule, work, () => Promise.resolve({ reply, response: {} }));
}

async function respondedInstead(
  { when }: ScenarioRule,
  work: FaultTools['work'],
  respond: () => Promise<Outcome>,
): Promise<Outcome> {
  const done = when === 'after' ? await work() : undefined;
  const instead = await respond();
  return { ...instead, reply: { ...instead.reply, after: done?.reply.after } };
}
