// Keeps an order page up to date: the server sends the order's new state, rendered and escaped, as soon as it
// changes. `version` says what the page shows already. A hidden page holds no connection, because browsers allow
// few of them per site; once it is seen again, or the connection was lost, the first message is how things are now.
const place = document.querySelector('[data-live-order]');
let source;

function show({ data }) {
  const { version, markup } = JSON.parse(data);
  if (version === place.dataset.version) return;
  place.dataset.version = version;
  place.innerHTML = markup;
}

function listen() {
  source?.close();
  if (document.visibilityState === 'hidden') return;
  source = new EventSource(place.dataset.liveOrder);
  source.onmessage = show;
}

if (place) {
  document.addEventListener('visibilitychange', listen);
  listen();
}
