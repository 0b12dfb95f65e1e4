import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { writeReference } from './reference.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
/** The folder that the site is built from, with packages of its own. */
export const site = `${root}site`;
const vitepress = `${site}/node_modules/vitepress/bin/vitepress.js`;

/** Installs what builds the site, unless it is there. `npm ci` in a clone leaves it out. */
export function installSite() {
  if (existsSync(`${site}/node_modules/.package-lock.json`)) return;
  console.error('What builds the site is not installed yet: npm ci in the folder site.');
  run('npm', ['ci', '--no-audit', '--no-fund'], { shell: process.platform === 'win32' });
}

/** Makes `site/.vitepress/dist`, with the API reference in it. */
export function buildSite() {
  installSite();
  writeReference(root);
  runNode([vitepress, 'build']);
}

/**
 * Shows the site as it is written: a change of a page is there at once.
 *
 * @param {readonly string[]} args of VitePress
 */
export function serveSite(args) {
  installSite();
  writeReference(root);
  runNode([vitepress, 'dev', '--host', '127.0.0.1', ...args]);
}

/** Fails if a link of the built site leads nowhere. */
export function checkLinks() {
  runNode(['check-links.mjs']);
}

/** @param {readonly string[]} args */
function runNode(args) {
  run(process.execPath, args);
}

/**
 * Runs a program in the site's folder; where it fails, so does this process.
 *
 * @param {string} program
 * @param {readonly string[]} args
 * @param {import('node:child_process').SpawnSyncOptions} options
 */
function run(program, args, options = {}) {
  const { status } = spawnSync(program, args, { cwd: site, stdio: 'inherit', ...options });
  if (status !== 0) process.exit(status ?? 1);
}
