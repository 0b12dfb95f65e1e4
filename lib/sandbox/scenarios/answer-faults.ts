import { both } from '../../diagnosis/signature-diagnosis.js';
import type { FaultView, ScenarioRule } from '../contract.js';
import type { Reply } from '../http/reply.js';
import type { LianlianPen } from '../common/messages.js';
import { Refusal } from '../common/refusal.js';

/** An answer, and what of it the log of requests keeps. */
export interface Outcome {
  readonly reply: Reply;
  readonly answer: Readonly<Record<string, string>>;
}

/** What a fault works with. */
export interface FaultTools {
  readonly rule: ScenarioRule;
  /** LianLian does its work and answers. */
  readonly work: (pen?: LianlianPen) => Promise<Outcome>;
  /** LianLian answers with an error code. */
  readonly refuse: (refusal: Refusal) => Promise<Outcome>;
  /** A pen with a key that is not LianLian's. */
  readonly foreignPen: () => Promise<LianlianPen>;
  /** Waits in real time, as the shop does. */
  readonly wait: (ms: number) => Promise<void>;
}

/** A fault of an answer. */
export interface AnswerFault extends FaultView {
  readonly of: 'answer';
  strike(tools: FaultTools): Promise<Outcome>;
}

const DEFAULT_SLOW_MS = 3000;
const SYSTEM_BUSY = '9999';
const HTML = { 'content-type': 'text/html;charset=utf-8' };

/** Everything that can happen to an answer of LianLian's. */
export const answerFaults: readonly AnswerFault[] = [
  {
    fault: 'time-out',
    of: 'answer',
    title: both('LianLian never answers', '连连始终不应答'),
    reads: ['when'],
    // The connection stays open until the shop gives up.
    strike: (tools) => insteadOf(tools, { status: 504, headers: {}, body: '', takeOver: () => undefined }),
  },
  {
    fault: 'dropped-connection',
    of: 'answer',
    title: both('The connection breaks without an answer', '连接中断，没有应答'),
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
    of: 'answer',
    title: both('502 from a proxy in front of LianLian', '连连前面的代理返回 502'),
    reads: ['when'],
    strike: (tools) =>
      insteadOf(tools, { status: 502, headers: HTML, body: '<html><h1>502 Bad Gateway</h1></html>' }),
  },
  {
    fault: 'html',
    of: 'answer',
    title: both('An HTML page with status 200', '状态 200，内容却是 HTML 页面'),
    reads: ['when'],
    strike: (tools) =>
      insteadOf(tools, { status: 200, headers: HTML, body: '<html><h1>系统维护中</h1></html>' }),
  },
  {
    fault: 'unsigned-error',
    of: 'answer',
    title: both(
      'An error code without a signature (9999, or ret_code)',
      '没有签名的错误码（9999 或 ret_code）',
    ),
    reads: ['when', 'ret_code'],
    strike: async ({ rule, work, refuse }) => {
      const code = rule.ret_code ?? SYSTEM_BUSY;
      return answeredInstead(rule, work, () => refuse(new Refusal(code, undefined, false)));
    },
  },
  {
    fault: 'wrongly-signed',
    of: 'answer',
    title: both('A success, signed with a key that is not LianLian’s', '成功应答，但签名密钥不是连连的'),
    reads: [],
    strike: async ({ work, foreignPen }) => work(await foreignPen()),
  },
  {
    fault: 'slow',
    of: 'answer',
    title: both('The answer takes ms milliseconds (3000)', '应答延迟 ms 毫秒（3000）'),
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
    of: 'answer',
    title: both('Answers with ret_code', '返回指定的 ret_code'),
    reads: ['when', 'ret_code'],
    strike: ({ rule, work, refuse }) =>
      answeredInstead(rule, work, () => refuse(new Refusal(rule.ret_code ?? SYSTEM_BUSY))),
  },
];

/** What the shop gets in place of the answer. Work that was done is told of by its notification all the same. */
function insteadOf({ rule, work }: FaultTools, reply: Reply): Promise<Outcome> {
  return answeredInstead(rule, work, () => Promise.resolve({ reply, answer: {} }));
}

async function answeredInstead(
  { when }: ScenarioRule,
  work: FaultTools['work'],
  answer: () => Promise<Outcome>,
): Promise<Outcome> {
  const done = when === 'after' ? await work() : undefined;
  const instead = await answer();
  return { ...instead, reply: { ...instead.reply, after: done?.reply.after } };
}
