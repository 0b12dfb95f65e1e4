import { both, type Sentence } from '../../diagnosis/signature-diagnosis.js';
import type { Reply } from '../http/reply.js';
import type { Incoming } from '../http/server.js';
import { panelReply } from '../panel/server/panel-reply.js';
import { SandboxError } from '../common/sandbox-error.js';
import { Refusal } from '../data/refusal.js';
import { CONTROL_PATH, type ControlErrorBody } from '../contract.js';
import { objectionTo } from './guard.js';
import type { ControlParts } from './parts.js';
import type { ControlRoute } from './route.js';
import { controlRoutes } from './routes.js';

/** The sandbox's own HTTP API, and the panel that uses it. */
export class Control {
  constructor(private readonly parts: ControlParts) {}

  /** Responds to a request below `/_sandbox/`. */
  async serve(incoming: Incoming): Promise<Reply> {
    const { hostNames, services } = this.parts;
    const objection = objectionTo(incoming, hostNames, services.addresses());
    if (objection !== undefined) return sentenceReply(objection.status, objection.sentence);
    const path = incoming.path.slice(CONTROL_PATH.length);
    const panel = panelReply(path);
    if (panel !== undefined) return reads(incoming) ? panel : notAllowed(['GET']);
    const matches = controlRoutes.flatMap((route) => {
      const name = nameIn(path, route.path);
      return name === undefined ? [] : [{ route, name }];
    });
    const method = incoming.method === 'HEAD' ? 'GET' : incoming.method;
    const match = matches.find(({ route }) => route.method === method);
    if (match !== undefined) return this.respond(match.route, match.name, incoming);
    if (matches.length > 0) return notAllowed(matches.map(({ route }) => route.method));
    const sentence = both(`there is no ${incoming.path}`, `没有 ${incoming.path}`);
    return sentenceReply(404, sentence);
  }

  private async respond(route: ControlRoute, name: string, { query, body }: Incoming): Promise<Reply> {
    try {
      const result = await route.handle({ name, query, body }, this.parts);
      return isReply(result) ? result : json(route.status ?? 200, result);
    } catch (error) {
      if (error instanceof SandboxError) {
        const violations = error.mistakes.map(({ field, rule }) => ({
          field,
          rule: rule.en,
          sentence: rule,
        }));
        return errorReply(error.status, {
          error: error.message,
          sentence: error.sentence,
          violations: violations.length > 0 ? violations : undefined,
        });
      }
      if (error instanceof Refusal) {
        const sentence = both(
          `LianLian would refuse this: ${error.message}`,
          `连连会拒绝此操作：${error.message}`,
        );
        return errorReply(409, {
          ...{ error: sentence.en, sentence },
          ret_code: error.ret_code,
        });
      }
      throw error;
    }
  }
}

/**
 * What stands before a variable part that is `.` or `..`: without it clients take that out of the path. A number that begins with
 * it comes percent-encoded.
 */
const SIGN = '=';

/** The variable part of a path, empty where its pattern has none; undefined for another path. */
function nameIn(path: string, pattern: string): string | undefined {
  const [parts, wanted] = [path.split('/'), pattern.split('/')];
  if (parts.length !== wanted.length) return undefined;
  if (!wanted.every((each, at) => each === '*' || each === parts[at])) return undefined;
  try {
    const part = parts[wanted.indexOf('*')] ?? '';
    return decodeURIComponent(part.startsWith(SIGN) ? part.slice(SIGN.length) : part);
  } catch {
    return undefined;
  }
}

function reads({ method }: Incoming): boolean {
  return method === 'GET' || method === 'HEAD';
}

function isReply(result: object): result is Reply {
  return 'headers' in result;
}

function notAllowed(allowed: readonly string[]): Reply {
  const sentence = both(`this takes ${allowed.join(' or ')}`, `此地址只接受 ${allowed.join(' 或 ')}`);
  const reply = sentenceReply(405, sentence);
  return { ...reply, headers: { ...reply.headers, allow: allowed.join(', ') } };
}

function sentenceReply(status: number, sentence: Sentence): Reply {
  return errorReply(status, { error: sentence.en, sentence });
}

function errorReply(status: number, body: ControlErrorBody): Reply {
  return json(status, body);
}

function json(status: number, body: object): Reply {
  return {
    status,
    headers: {
      'content-type': 'application/json;charset=utf-8',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    },
    body: JSON.stringify(body),
  };
}
