import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

import { Registry } from 'prom-client';
import { describe, expect, it } from 'vitest';

import { MemoryInbox } from '../../lib/notifications/inbox/memory-inbox.js';
import { prometheusSettings } from '../../lib/prometheus/lianlian-prometheus-options.js';
import { MetricNames } from '../../lib/prometheus/metric-names.js';
import { createMetrics } from '../../lib/prometheus/metrics.js';
import { createStateGauges, type StateSources } from '../../lib/prometheus/state-gauges.js';
import { lacks } from '../support/needs.js';
import { pages, root } from './guide.js';
import { codeIn, rowsUnder } from './markdown.js';
import { readYaml } from './yaml.js';

const FOLDER = 'docs/examples/grafana';
const HISTOGRAM_PARTS = /_(bucket|sum|count)$/;

interface Panel {
  readonly title: string;
  readonly targets: readonly { readonly expr: string; readonly legendFormat: string }[];
}
interface Rule {
  readonly alert?: string;
  /** What is computed for the alerts, under a name of its own. */
  readonly record?: string;
  readonly expr: string;
  readonly annotations?: { readonly summary: string; readonly action: string };
}

const { panels } = JSON.parse(readFileSync(`${root}${FOLDER}/dashboard.json`, 'utf8')) as {
  readonly panels: readonly Panel[];
};
const rules = (
  readYaml(`${FOLDER}/alerts.yml`) as { readonly groups: { readonly rules: Rule[] }[] }
).groups.flatMap((group) => group.rules);
const queries = [
  ...panels.flatMap(({ title, targets }) => targets.map(({ expr }) => [title, expr] as const)),
  ...rules
    // About the process, not about LianLian.
    .filter(({ alert }) => alert !== 'LianlianProcessDown')
    .map(({ alert, record, expr }) => [alert ?? record ?? '', expr] as const),
];

/** Every metric that the module registers, with its labels. */
const labelsOf = registered();

function registered(): ReadonlyMap<string, readonly string[]> {
  const register = new Registry();
  const settings = prometheusSettings({ register });
  const names = new MetricNames(settings);
  createMetrics(names, settings);
  const counted = { count: () => Promise.resolve(0) };
  const sources = { inbox: new MemoryInbox(), deadLetters: counted, backlog: counted };
  createStateGauges(names, sources as unknown as StateSources);
  return new Map(
    register
      .getMetricsAsArray()
      .map((metric) => [metric.name, (Reflect.get(metric, 'labelNames') as string[] | undefined) ?? []]),
  );
}

/** The metrics of a query, and of what it takes from a recording. */
function metricsIn(query: string): string[] {
  const expr = rules.reduce(
    (text, { record, expr: recorded }) => (record === undefined ? text : text.replaceAll(record, recorded)),
    query,
  );
  return [...new Set(expr.match(/lianlian_\w+/g))].map((name) =>
    labelsOf.has(name) ? name : name.replace(HISTOGRAM_PARTS, ''),
  );
}

/** The labels that a query compares or sums by. */
function labelsIn(expr: string): string[] {
  const grouped = [...expr.matchAll(/\bby \(([^)]*)\)/g)].flatMap(([, list = '']) => list.split(','));
  const compared = [...expr.matchAll(/(\w+)(?:=~|!=|!~|=)"/g)].map(([, name = '']) => name);
  return [...grouped, ...compared].map((name) => name.trim()).filter((name) => name !== 'le');
}

describe.each(queries)('the query of %s', (_title, expr) => {
  it('asks for metrics that there are, by labels that they have', () => {
    const metrics = metricsIn(expr);
    expect(metrics.length).toBeGreaterThan(0);
    expect(metrics.filter((name) => !labelsOf.has(name))).toEqual([]);
    const known = metrics.flatMap((name) => labelsOf.get(name) ?? []);
    expect(labelsIn(expr).filter((label) => !known.includes(label))).toEqual([]);
  });

  it('names events, reasons and states that there are', () => {
    const source = [
      'lib/notifications/model/any-notification.ts',
      'lib/notifications/model/lianlian-events.ts',
      'lib/prometheus/notification-metrics.ts',
      'lib/prometheus/state-gauges.ts',
      'lib/prometheus/zero-series.ts',
      'lib/prometheus/call-metrics.ts',
      'lib/common/api-ids.ts',
      'lib/notifications/handle/notification-observer.ts',
      'lib/telemetry/call-outcome.ts',
      'lib/errors/lianlian.error.ts',
      'lib/common/payments/payment-state.ts',
    ].map((file) => readFileSync(`${root}${file}`, 'utf8'));
    const values = [...expr.matchAll(/=~?"([^"]*)"/g)].flatMap(([, list = '']) => list.split('|'));
    expect(values.filter((value) => !source.some((text) => text.includes(`'${value}'`)))).toEqual([]);
  });
});

describe('the dashboard', () => {
  it('shows every metric', () => {
    const shown = panels.flatMap(({ targets }) => targets.flatMap(({ expr }) => metricsIn(expr)));
    expect([...labelsOf.keys()].filter((name) => !shown.includes(name))).toEqual([]);
  });

  it('names lines by labels that their query keeps', () => {
    for (const { expr, legendFormat } of panels.flatMap(({ targets }) => targets)) {
      const names = [...legendFormat.matchAll(/\{\{(\w+)\}\}/g)].map(([, name = '']) => name);
      expect(labelsIn(expr)).toEqual(expect.arrayContaining(names));
    }
  });

  it('has panels beside each other, and none on another', () => {
    const places = (panels as unknown as { gridPos: Record<'x' | 'y' | 'w' | 'h', number> }[]).flatMap(
      ({ gridPos: { x, y, w, h } }) =>
        Array.from({ length: w * h }, (_, at) => `${String(x + (at % w))} ${String(y + Math.floor(at / w))}`),
    );
    expect(new Set(places).size).toBe(places.length);
  });
});

describe('the guide', () => {
  const page = pages.find(({ path }) => path === 'docs/monitoring.md');

  it('tells of every metric, with its labels', () => {
    const told = rowsUnder(page ?? { text: '' }, 'Prometheus')
      .map(([name, labels]) => [codeIn(name)[0], codeIn(labels)] as const)
      .filter(([name]) => name?.startsWith('lianlian_') === true);
    expect(Object.fromEntries(told)).toEqual(Object.fromEntries(labelsOf));
  });
});

describe('the alerts', () => {
  const alerts = rules.flatMap(({ alert, annotations }) =>
    alert === undefined ? [] : [[alert, annotations?.summary ?? '', annotations?.action ?? ''] as const],
  );
  const sentences = readdirSync(`${root}lib`, { recursive: true, encoding: 'utf8' })
    .filter((file) => /(messages|dead-letter)\.ts$/.test(file))
    .map((file) => readFileSync(`${root}lib/${file}`, 'utf8'));

  it.each(alerts)('%s says what to do, and quotes sentences of the log', (_name, summary, action) => {
    expect(summary).toMatch(/\.$/);
    expect(action.length).toBeGreaterThan(20);
    const quoted = [...action.matchAll(/"([^"]+)"/g)].map(([, text = '']) => text);
    expect(quoted.filter((text) => !sentences.some((source) => source.includes(text)))).toEqual([]);
  });

  const promtool = spawnSync('promtool', ['--version']).status === 0;
  const cannotRun = lacks({
    tests: 'when the alerts for Prometheus fire',
    missing: !promtool && 'promtool (Debian: prometheus)',
    run: 'npx vitest run --project source test/docs/grafana.spec.ts',
  });
  it.skipIf(cannotRun)('fire when they must, and are silent when not', () => {
    const { stdout, stderr } = spawnSync('promtool', ['test', 'rules', 'alerts.test.yml'], {
      cwd: `${root}${FOLDER}`,
      encoding: 'utf8',
    });
    expect(`${stdout}${stderr}`).toMatch(/SUCCESS\s*$/);
  });

  it('each have a case in which they fire', () => {
    const cases = readFileSync(`${root}${FOLDER}/alerts.test.yml`, 'utf8');
    expect(alerts.filter(([alert]) => !cases.includes(`alertname="${alert}"`))).toEqual([]);
  });
});
