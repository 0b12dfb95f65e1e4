import type { JSX } from 'preact';

import type { MerchantView, SettingsView } from '../../../contract.js';
import { api } from '../api.js';
import { Copy, copyOf } from '../parts/copy.js';
import { useLoaded } from '../loaded.js';
import { LoadProblem } from '../parts/load-problem.js';
import { Action, Section, Facts, Verbatim } from '../parts/parts.js';
import { durationOf } from '../parts/time.js';
import { t } from '../words.js';

/** What a shop needs to use this sandbox, and how the sandbox is set up. */
export function SetupPage(): JSX.Element {
  const { view: settings, error } = useLoaded(() => api.settings(), 'setup');
  return (
    <>
      <h1>{t('接入', 'Set up a shop')}</h1>
      <LoadProblem of={error} />
      {settings !== undefined && (
        <div class="columns">
          <div class="stack">
            {settings.merchants.map((merchant) => (
              <Environment key={merchant.oid_partner} of={merchant} settings={settings} />
            ))}
          </div>
          <div class="stack">
            <Options of={settings} />
            <Reset />
          </div>
        </div>
      )}
    </>
  );
}

function Environment({
  of: { oid_partner, hasPrivateKey },
  settings: { publicUrl, lianlianPublicKey },
}: {
  readonly of: MerchantView;
  readonly settings: SettingsView;
}): JSX.Element {
  const text = [
    `LIANLIAN_OID_PARTNER=${oid_partner}`,
    `# LIANLIAN_PRIVATE_KEY: ${hasPrivateKey ? t('启动沙箱时打印在终端里', 'printed in the terminal when the sandbox started') : t('您自己的私钥', 'your own')}`,
    `LIANLIAN_PUBLIC_KEY="${lianlianPublicKey.trim().replaceAll('\n', '\\n')}"`,
    `LIANLIAN_GATEWAY=${publicUrl}`,
  ].join('\n');
  return (
    <Section id={`env-${oid_partner}`} heading={t(`商户 ${oid_partner}`, `Merchant ${oid_partner}`)}>
      <p>{t('写进商户应用的 .env：', 'For the .env of the shop:')}</p>
      <Verbatim testId="environment">{text}</Verbatim>
      <Copy look="" of={[copyOf(text, `copy-${oid_partner}`)]} />
    </Section>
  );
}

function Options({ of }: { readonly of: SettingsView }): JSX.Element {
  const {
    url,
    publicUrl,
    network,
    smsCode,
    strict,
    edition,
    refundMs,
    payoutMs,
    notifications,
    seed,
    stateFile,
    exchangeRates,
  } = of;
  const { attempts, intervalMs, timeoutMs } = notifications;
  return (
    <Section id="options" heading={t('这个沙箱', 'This sandbox')}>
      <Facts
        of={[
          [
            t('网关地址', 'Gateway'),
            <span key="url" class="mono">
              {url}
            </span>,
          ],
          [
            t('付款人访问', 'For payers'),
            publicUrl !== url && <span class="mono">{publicUrl}</span>,
            'public-url',
          ],
          [t('局域网', 'In the local network'), <Origins key="network" of={network} />, 'network'],
          [
            t('短信验证码', 'SMS code'),
            <strong key="code" class="mono">
              {smsCode}
            </strong>,
          ],
          [
            t('通知', 'Notifications'),
            t(
              `最多 ${String(attempts)} 次，间隔 ${durationOf(intervalMs)}，每次等 ${durationOf(timeoutMs)}`,
              `up to ${String(attempts)}, ${durationOf(intervalMs)} apart, ${durationOf(timeoutMs)} each`,
            ),
          ],
          [t('退款用时', 'A refund takes'), refundMs === 0 ? t('立即完成', 'no time') : durationOf(refundMs)],
          [t('代付用时', 'A payout takes'), payoutMs === 0 ? t('立即完成', 'no time') : durationOf(payoutMs)],
          [t('汇率（人民币）', 'Exchange rates (yuan)'), <Rates key="rates" of={exchangeRates} />],
          [t('严格模式', 'Strict'), strict ? t('是', 'yes') : t('否，只警告', 'no, warnings only')],
          [t('文档版本', 'Edition'), edition === 'new' ? t('新版', 'new') : t('旧版', 'old')],
          [
            t('随机种子', 'Seed'),
            <span key="seed" class="mono">
              {seed}
            </span>,
          ],
          [t('状态文件', 'State file'), stateFile && <span class="mono">{stateFile}</span>],
        ]}
      />
    </Section>
  );
}

/** Where others reach the sandbox. */
function Origins({ of }: { readonly of: readonly string[] }): JSX.Element {
  if (of.length === 0) return <>{t('只监听本机', 'this machine alone')}</>;
  return <span class="mono">{of.join(', ')}</span>;
}

/** Yuan for one unit of each currency. */
function Rates({ of }: { readonly of: SettingsView['exchangeRates'] }): JSX.Element {
  const rates = Object.entries(of).filter(([currency]) => currency !== 'CNY');
  return (
    <span class="mono" data-testid="exchange-rates">
      {rates.map(([currency, rate]) => `${currency} ${rate}`).join(', ')}
    </span>
  );
}

function Reset(): JSX.Element {
  return (
    <Section id="reset-card" heading={t('重新开始', 'Start over')}>
      <p>
        {t(
          '清空订单、代付、请求和故障，余额恢复，时钟回到现在。密钥和设置不变。',
          'Deletes all orders, payouts, requests and scenarios, and puts balances and clock back. Keys and options stay.',
        )}
      </p>
      <div class="buttons">
        <Action testId="reset" does={resetOnceAsked}>
          {t('清空', 'Delete everything')}
        </Action>
      </div>
    </Section>
  );
}

async function resetOnceAsked(): Promise<string> {
  const question = t(
    '清空所有订单、代付、请求和故障，余额恢复，时钟回到现在？密钥和设置不变。',
    'Delete every order, payout, request and scenario, and put balances and clock back? Keys and options stay.',
  );
  if (!confirm(question)) return '';
  await api.reset();
  return t('已清空', 'Everything was deleted');
}
