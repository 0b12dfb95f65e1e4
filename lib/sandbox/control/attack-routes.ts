import { junitOf } from '../attacks/junit.js';
import { flag, type InputRule, type InputRules, text } from '../common/input-rules.js';
import { SandboxError } from '../common/sandbox-error.js';
import type { AttackView, LastAttackView } from '../contract.js';
import { downloadReply } from '../http/reply.js';
import { bodyOf } from './body.js';
import type { ControlParts } from './parts.js';
import type { ControlRoute } from './route.js';

const perhapsEmpty: InputRule = { ...text, test: (value) => typeof value === 'string' };
const ATTACK: InputRules = {
  ...{ no_order: text, oid_partner: text, dt_order: text },
  ...{ notify_url: text, status_url: perhapsEmpty, paid: perhapsEmpty },
  payouts: flag,
};

/** The routes that attack a shop, and tell how it went. */
export const attackRoutes: readonly ControlRoute[] = [
  {
    method: 'POST',
    path: 'attacks',
    handle: ({ body }, { attackRunner }) => attackRunner.attack(bodyOf(body, ATTACK)),
  },
  {
    method: 'GET',
    path: 'attacks',
    handle: (_, { attackRunner }): LastAttackView => ({ attack: attackRunner.view }),
  },
  {
    method: 'GET',
    path: 'attacks/scorecard.json',
    handle: (_, parts) =>
      downloadReply('scorecard.json', 'application/json', `${JSON.stringify(lastOf(parts), null, 2)}\n`),
  },
  {
    method: 'GET',
    path: 'attacks/scorecard.xml',
    handle: (_, parts) => downloadReply('scorecard.xml', 'application/xml', junitOf(lastOf(parts))),
  },
];

function lastOf({ attackRunner }: ControlParts): AttackView {
  if (attackRunner.view === undefined)
    throw SandboxError.said(404, 'no shop was attacked yet', '还没有测试过任何商城');
  return attackRunner.view;
}
