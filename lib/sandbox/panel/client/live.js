/** @import { SandboxEvent } from '../../contract.js' */

const RETRY_MS = 1500;

/**
 * Hears of every change in the sandbox, for as long as the page is open: a connection that breaks is made again.
 *
 * @param {(event?: SandboxEvent) => void} onChange without an event after each new connection, because something may
 * have been missed
 * @param {(isLive: boolean) => void} onState
 */
export function listen(onChange, onState) {
  const source = new EventSource('/_sandbox/events');
  source.onopen = () => {
    onState(true);
    onChange();
  };
  source.onmessage = ({ data }) => {
    onChange(JSON.parse(data));
  };
  source.onerror = () => {
    onState(false);
    // The browser connects again by itself, except after a response that is no stream.
    source.close();
    setTimeout(() => {
      listen(onChange, onState);
    }, RETRY_MS);
  };
}
