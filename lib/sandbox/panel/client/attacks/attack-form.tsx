import type { JSX } from 'preact';

import type { AttackBody, AttackView, OrderView, SettingsView } from '../../../contract.js';
import { type Done, useActing } from '../acting.js';
import { api } from '../api.js';
import { Field, Options, typedInto } from '../parts/fields.js';
import { moneyOf } from '../parts/money.js';
import { Section, Nothing } from '../parts/parts.js';
import { asked } from '../route.js';
import { t } from '../words.js';

/** Which order, which address, and where the shop says what became of it. */
export function AttackForm({
  orders,
  settings: { shopStatus },
}: {
  readonly orders: readonly OrderView[];
  readonly settings: SettingsView;
}): JSX.Element {
  const [isBusy, act] = useActing();
  return (
    <Section id="attack-form" heading={t('选择订单', 'With which order')}>
      <p class="muted">
        {t(
          '向商城的通知地址发送伪造、篡改、重放等各种通知，看它是否上当。需要一个未付款的订单，之后该订单为已付款。不要用于会真实发货的商城。',
          'Sends what may come to the shop’s notification route: forged, altered, repeated, and more. It takes an order that nobody has paid, and the order is paid afterwards. Attack no shop that ships real goods.',
        )}
      </p>
      {orders.length === 0 && !isBusy ? (
        <Nothing>
          {t(
            '没有等待付款的订单。请在商城下单，但不要付款。',
            'No order waits for its payment. Order something in the shop, and do not pay it.',
          )}
        </Nothing>
      ) : (
        <form
          class="stack"
          onSubmit={(event) => {
            event.preventDefault();
            const form = event.currentTarget;
            void act(() => attacked(form));
          }}
        >
          <div class="pair">
            <Field id="attack-order" label={t('订单', 'Order')}>
              <select>
                <Options of={asAsked(orders).map((order) => [order.oid_paybill, nameOf(order)])} />
              </select>
            </Field>
            <Field
              id="notify-url"
              label={t('通知地址（默认为订单的）', 'Notification route (by default the order’s)')}
            >
              <input type="url" autocomplete="off" />
            </Field>
          </div>
          <details open={shopStatus !== undefined}>
            <summary>{t('商城在哪里显示订单已付款', 'Where the shop says that an order is paid')}</summary>
            <div class="pair">
              <Field
                id="status-url"
                label={t('地址', 'Address')}
                hint={t('{no_order} 代表单号', '{no_order} in it is the order’s number')}
              >
                <input type="url" autocomplete="off" defaultValue={shopStatus?.url ?? ''} />
              </Field>
              <Field
                id="paid"
                label={t(
                  '仅当已付款时匹配的正则表达式',
                  'What matches only where it is paid (a regular expression)',
                )}
                hint={t('名为 times 的组是发货次数', 'A group “times” is how often the goods were shipped')}
              >
                <input autocomplete="off" spellcheck={false} defaultValue={shopStatus?.paid ?? ''} />
              </Field>
            </div>
          </details>
          <label class="check" for="payouts">
            <input id="payouts" name="payouts" type="checkbox" defaultChecked />
            {t('商城也做代付', 'The shop pays out, too')}
          </label>
          <div class="buttons">
            <button class="primary" data-testid="attack" aria-busy={isBusy}>
              {isBusy ? t('正在攻击…', 'Attacking…') : t('开始攻击', 'Attack')}
            </button>
          </div>
        </form>
      )}
    </Section>
  );
}

/** The order that a link names comes first. */
function asAsked(orders: readonly OrderView[]): readonly OrderView[] {
  const isAsked = ({ oid_paybill }: OrderView): number => Number(oid_paybill === asked('order'));
  return orders.toSorted((one, other) => isAsked(other) - isAsked(one));
}

function nameOf({ no_order, money_order, currency_order, name_goods }: OrderView): string {
  return `${no_order} · ${moneyOf(money_order, currency_order)} · ${name_goods}`;
}

async function attacked(form: HTMLFormElement): Promise<Done> {
  const typed = (name: string): string | undefined => {
    const text = typedInto(form, name);
    return text === '' ? undefined : text;
  };
  const body: AttackBody = {
    no_order: typed('attack-order'),
    notify_url: typed('notify-url'),
    // What was cleared stays cleared.
    status_url: typedInto(form, 'status-url'),
    paid: typedInto(form, 'paid'),
    payouts: typed('payouts') !== undefined,
  };
  return endOf(await api.attack(body));
}

function endOf({ held, fell, unclear, rows }: AttackView): Done {
  if (held === rows.length) return t(`${String(held)} 项全部通过`, `All ${String(held)} held`);
  return [
    t(
      `${String(held)} 项通过，${String(fell)} 项失败，${String(unclear)} 项无法判断`,
      `${String(held)} held, ${String(fell)} fell, ${String(unclear)} unclear`,
    ),
    fell > 0 ? 'bad' : 'warn',
  ];
}
