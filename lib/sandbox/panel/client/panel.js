// The control panel: shows a view of the sandbox, keeps it up to date, and does what its buttons say.
import { Refused } from './api.js';
import { clock } from './clock.js';
import { h, show, shown } from './dom.js';
import { explainView } from './explain.view.js';
import { listen } from './live.js';
import { orderView } from './order.view.js';
import { ordersView } from './orders.view.js';
import { requestsView, requestView } from './requests.view.js';
import { scenariosView } from './scenarios.view.js';
import { setupView } from './setup.view.js';
import { HISTORY } from './terms.js';
import { t } from './words.js';

/** @import { SandboxEvent } from '../../contract.js' */
/** @import { Content } from '../content.js' */

/**
 * What was done, in words, and whether it is what it should be.
 *
 * @typedef {string | readonly [text: string, look: 'ok' | 'bad']} Done
 */

/**
 * @typedef {object} View
 * @property {string} title
 * @property {() => Promise<Content>} load
 * @property {Record<string, (data: DOMStringMap, form: FormData) => Promise<Done>>} [actions] by `data-do`; each
 * returns what it did
 * @property {Record<string, (value: string, control: HTMLInputElement) => void>} [inputs] by `data-input`
 */

/** @param {string} id */
function byId(id) {
  const element = document.getElementById(id);
  if (element === null) throw new Error(`the page has no ${id}`);
  return element;
}

const main = byId('main');

/** @type {View} */
let view = viewOf(location.hash);
let isBusy = false;
let isStale = false;

/** @param {string} hash @returns {View} */
function viewOf(hash) {
  const [, place = '', id] = hash.split('/').map(decodeURIComponent);
  if (place === 'orders' && id) return orderView(id);
  if (place === 'requests') return id ? requestView(id) : requestsView;
  if (place === 'scenarios') return scenariosView;
  if (place === 'explain') return explainView();
  if (place === 'setup') return setupView;
  return ordersView;
}

/** Shows the view as it stands. Changes that come meanwhile lead to one more round. */
async function refresh() {
  isStale = true;
  if (isBusy) return;
  isBusy = true;
  while (isStale) {
    isStale = false;
    const shown = view;
    const [content] = await Promise.all([
      shown.load().catch(problem),
      clock.show(byId('clock')).catch(() => undefined),
    ]);
    if (shown === view) show(main, content);
    else isStale = true;
  }
  isBusy = false;
}

/** @param {unknown} error */
const problem = (error) =>
  h('p.notice.bad', { role: 'alert', 'data-testid': 'problem' }, h('span', {}, textOf(error)));

/** @param {unknown} error */
function textOf(error) {
  if (error instanceof Refused) return error.message;
  return t('沙箱没有应答：它还在运行吗？', 'The sandbox does not answer. Is it running?');
}

/** @param {string} text @param {'ok' | 'bad'} look */
function say(text, look) {
  show(
    byId('said'),
    text !== '' && h('p', { class: `notice ${look}` }, h('span', { 'data-testid': 'said' }, text)),
  );
}

/** @param {string} action @param {HTMLElement} source @param {FormData} form */
async function act(action, source, form) {
  /** @type {View['actions']} */
  const actions = { ...clock.actions, ...view.actions };
  const does = actions[action];
  if (does === undefined || source.ariaBusy === 'true') return;
  source.ariaBusy = 'true';
  try {
    const done = await does(source.dataset, form);
    const [text, look] = typeof done === 'string' ? /** @type {const} */ ([done, 'ok']) : done;
    say(text, look);
    // What was typed has been done. A message that was explained stays, for a second look.
    if (source instanceof HTMLFormElement && !('keeps' in source.dataset)) source.reset();
  } catch (error) {
    say(textOf(error), 'bad');
  } finally {
    source.ariaBusy = null;
  }
  await refresh();
}

document.addEventListener('click', ({ target }) => {
  const button = target instanceof Element ? target.closest('button[data-do]') : null;
  if (button instanceof HTMLElement) void act(button.dataset['do'] ?? '', button, new FormData());
});

document.addEventListener('submit', (event) => {
  const { target } = event;
  if (!(target instanceof HTMLFormElement) || target.dataset['do'] === undefined) return;
  event.preventDefault();
  void act(target.dataset['do'], target, new FormData(target));
});

document.addEventListener('input', ({ target }) => {
  if (!(target instanceof HTMLInputElement)) return;
  const hear = view.inputs?.[target.dataset['input'] ?? ''];
  hear?.(target.value, target);
  if (hear !== undefined) void refresh();
});

addEventListener('hashchange', () => {
  void open(location.hash);
});

/** @param {string} hash */
async function open(hash) {
  view = viewOf(hash);
  say('', 'ok');
  markPlace(hash);
  await refresh();
  scrollTo(0, 0);
  // Where a keyboard goes on from.
  main.focus({ preventScroll: true });
}

/** @param {string} hash */
function markPlace(hash) {
  document.title = `${view.title} · ${t('连连支付沙箱', 'LianLian sandbox')}`;
  const [, place = ''] = hash.split('/');
  // The other language shows the same view.
  const language = document.querySelector('a[hreflang]');
  if (language instanceof HTMLAnchorElement) language.hash = hash;
  for (const link of document.querySelectorAll('.places a')) {
    const isHere = link.getAttribute('href') === `#/${place === '' ? 'orders' : place}`;
    if (isHere) link.setAttribute('aria-current', 'page');
    else link.removeAttribute('aria-current');
  }
}

/**
 * Tells whoever does not see the page what happened to an order.
 *
 * @param {SandboxEvent | undefined} event
 */
function hear(event) {
  if (event?.type === 'order') byId('news').textContent = `${shown(event.no_order)}: ${HISTORY[event.what]}`;
  void refresh();
}

/** @param {boolean} isLive */
function showState(isLive) {
  const state = byId('live');
  state.className = `badge ${isLive ? 'ok' : 'bad'}`;
  state.textContent = isLive ? t('实时', 'Live') : t('连接中断，正在重连', 'Disconnected, trying again');
}

markPlace(location.hash);
listen(hear, showState);
setInterval(clock.tick, 1000);
