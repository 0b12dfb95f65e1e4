import type { JSX } from 'preact';

import { api } from '../api.js';
import { AttackForm } from './attack-form.js';
import { useLoaded } from '../loaded.js';
import { LoadProblem } from '../parts/load-problem.js';
import { Scorecard } from './scorecard.js';
import { t } from '../words.js';

/** Tries everything on a shop's notification route, and shows what it stood. */
export function AttackPage(): JSX.Element {
  const { view, error } = useLoaded(async () => {
    const [settings, waiting, { attack }] = await Promise.all([
      api.settings(),
      api.orders({ state: 'waiting', limit: 50 }),
      api.lastAttack(),
    ]);
    return { settings, orders: waiting.orders, attack };
  }, 'attack');
  return (
    <>
      <h1>{t('攻击测试', 'Attack my shop')}</h1>
      <LoadProblem of={error} />
      {view !== undefined && (
        <>
          <AttackForm orders={view.orders} settings={view.settings} />
          {view.attack !== undefined && <Scorecard of={view.attack} />}
        </>
      )}
    </>
  );
}
