/**
 * Keeps an order page up to date: the server sends the order's new state, rendered and escaped, as soon as it
 * changes. `version` tells what the page shows already; after a lost connection the browser asks again.
 */
export const LIVE_ORDER_SCRIPT = `
const place = document.querySelector('[data-live-order]');
if (place) {
  const source = new EventSource(place.dataset.liveOrder);
  source.onmessage = ({ data }) => {
    const { version, status, markup } = JSON.parse(data);
    if (status === 'paid') source.close();
    if (String(version) === place.dataset.version) return;
    place.dataset.version = version;
    place.innerHTML = markup;
  };
}
`;
