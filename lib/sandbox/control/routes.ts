import { clockMs, oneOf, text } from '../common/input-rules.js';
import type { Reply } from '../http/reply.js';
import { SandboxError } from '../common/sandbox-error.js';
import { assertRules } from '../scenarios/check-rule.js';
import { forgetAll } from '../state/state.js';
import { attackRoutes } from './attack-routes.js';
import { bodyOf, jsonOf } from './body.js';
import type { ExplainBody, ScenarioListView } from '../contract.js';
import { eventStream } from './event-stream.js';
import { explainMessage } from './explain.js';
import { orderRoutes } from './order-routes.js';
import { overview } from './overview.js';
import type { ControlParts } from './parts.js';
import { payoutRoutes } from './payout-routes.js';
import { reportRoutes } from './report-routes.js';
import { requestList } from './request-list.js';
import type { ControlRoute } from './route.js';
import { testCardList } from './test-card-list.js';
import { clockView, requestView, settingsView } from './views.js';

/** Everything that the control API does. `contract.ts` describes it. */
export const controlRoutes: readonly ControlRoute[] = [
  { method: 'GET', path: 'settings', handle: (_, parts) => settingsView(parts) },
  { method: 'GET', path: 'overview', handle: overview },
  ...orderRoutes,
  ...payoutRoutes,
  ...reportRoutes,
  { method: 'GET', path: 'test-cards', handle: (_, parts) => testCardList(parts) },
  { method: 'GET', path: 'requests', handle: requestList },
  {
    method: 'GET',
    path: 'requests/*',
    handle: ({ name }, { log }) => {
      const found = log.get(name);
      if (found === undefined)
        throw SandboxError.said(404, `there is no request ${name}`, `没有请求 ${name}`);
      return requestView(found);
    },
  },
  { method: 'GET', path: 'scenarios', handle: (_, parts) => scenarioList(parts) },
  {
    method: 'POST',
    path: 'scenarios',
    status: 201,
    handle: ({ body }, parts) => {
      parts.scenarios.add(assertRules(jsonOf(body)));
      return scenarioList(parts);
    },
  },
  {
    method: 'DELETE',
    path: 'scenarios',
    handle: (_, parts) => {
      parts.scenarios.clear();
      return scenarioList(parts);
    },
  },
  {
    method: 'DELETE',
    path: 'scenarios/*',
    handle: ({ name }, parts) => {
      parts.scenarios.remove(name);
      return scenarioList(parts);
    },
  },
  { method: 'GET', path: 'clock', handle: (_, parts) => clockView(parts) },
  {
    method: 'POST',
    path: 'clock',
    handle: async ({ body }, parts) => {
      const { advanceMs } = bodyOf(body, { advanceMs: clockMs }, ['advanceMs']) as { advanceMs: number };
      await parts.services.clock.advance(advanceMs);
      return clockView(parts);
    },
  },
  {
    method: 'DELETE',
    path: 'clock',
    handle: (_, parts) => {
      parts.services.clock.backToNow();
      return clockView(parts);
    },
  },
  {
    method: 'POST',
    path: 'reset',
    handle: ({ body }, parts) => {
      bodyOf(body, {});
      parts.attackRunner.forget();
      forgetAll(parts);
      parts.services.clock.backToNow();
      parts.hub.emit({ type: 'reset', at: parts.services.clock.now().toISOString() });
      return settingsView(parts);
    },
  },
  {
    method: 'POST',
    path: 'explain',
    handle: ({ body }, parts) => {
      const rules = { text, from: oneOf('shop', 'lianlian'), oid_partner: text };
      return explainMessage(bodyOf(body, rules, ['text']) as ExplainBody, parts);
    },
  },
  ...attackRoutes,
  { method: 'GET', path: 'events', handle: (_, { hub }): Reply => eventStream(hub) },
];

function scenarioList({ scenarios }: ControlParts): ScenarioListView {
  return { scenarios: scenarios.all() };
}
