// Draws docs/examples/grafana/dashboard.svg: the panels of the dashboard with what a real Prometheus answers to their own
// queries, after it read a busy shop for some minutes. Needs the built package, and Prometheus (Debian: `prometheus`).
//
//   node scripts/monitoring/draw.mjs [--prometheus /usr/bin/prometheus] [--seconds 180]
import { spawn } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

import { startBusyShop } from './busy-shop.mjs';
import { drawn } from './panels.mjs';

const { values } = parseArgs({
  options: {
    prometheus: { type: 'string', default: 'prometheus' },
    seconds: { type: 'string', default: '180' },
  },
});
const SHOP_PORT = 39_464;
const PROMETHEUS_PORT = 39_465;
const RATE_WINDOW = '30s';
const STEP = 2;

const folder = fileURLToPath(new URL('../../docs/examples/grafana/', import.meta.url));
const dashboard = JSON.parse(readFileSync(join(folder, 'dashboard.json'), 'utf8'));
const home = mkdtempSync(join(tmpdir(), 'dashboard-'));
const closeShop = await startBusyShop(SHOP_PORT);
const server = startPrometheus();
try {
  const begun = Date.now() / 1000;
  await new Promise((resolve) => setTimeout(resolve, Number(values.seconds) * 1000));
  const ended = Date.now() / 1000;
  const panels = [];
  for (const panel of dashboard.panels) panels.push({ panel, result: await ask(panel, begun, ended) });
  writeFileSync(join(folder, 'dashboard.svg'), drawn(panels, begun, ended));
} finally {
  server.kill();
  await closeShop();
  rmSync(home, { recursive: true, force: true });
}

function startPrometheus() {
  const config = readFileSync(join(folder, 'prometheus.yml'), 'utf8')
    .replace('scrape_interval: 15s', `scrape_interval: ${STEP}s`)
    .replace('localhost:3000', `127.0.0.1:${SHOP_PORT}`);
  writeFileSync(join(home, 'prometheus.yml'), config);
  copyFileSync(join(folder, 'alerts.yml'), join(home, 'alerts.yml'));
  const args = [
    `--config.file=${join(home, 'prometheus.yml')}`,
    `--storage.tsdb.path=${join(home, 'data')}`,
    `--web.listen-address=127.0.0.1:${PROMETHEUS_PORT}`,
  ];
  return spawn(values.prometheus, args, { stdio: ['ignore', 'ignore', 'inherit'] });
}

/** What Prometheus answers to a panel's query: series for a graph, one value for a number. */
async function ask({ type, targets: [{ expr }] }, start, end) {
  const query = expr
    .replaceAll('$__rate_interval', RATE_WINDOW)
    .replaceAll('$__range', `${Math.round(end - start)}s`);
  const isRange = type === 'timeseries';
  const about = isRange ? { start, end, step: STEP } : { time: end };
  const parameters = new URLSearchParams(Object.entries({ query, ...about }).map(([k, v]) => [k, String(v)]));
  const path = isRange ? 'query_range' : 'query';
  const response = await fetch(`http://127.0.0.1:${PROMETHEUS_PORT}/api/v1/${path}?${parameters}`);
  const { status, data, error } = await response.json();
  if (status !== 'success') throw new Error(`${expr}: ${error}`);
  return data.result;
}
