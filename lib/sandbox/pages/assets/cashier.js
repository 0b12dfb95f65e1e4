// What the pages for payers do beside HTML. Without JavaScript they work, and the buttons that fill in stay hidden.

// The page came as the response to a form. Under its own address, Back and a reload ask for it, and post nothing again.
const { address } = document.body.dataset;
if (address !== undefined) history.replaceState(null, '', address);

// A page that the browser kept may show what is no longer so.
addEventListener('pageshow', ({ persisted }) => {
  if (persisted) location.reload();
});

// Fills a field in for the tester.
for (const button of document.querySelectorAll('button')) {
  const { fill, value = '' } = button.dataset;
  const field = document.getElementById(fill ?? '');
  if (!(field instanceof HTMLInputElement)) continue;
  button.hidden = false;
  button.addEventListener('click', () => {
    field.value = value;
    field.focus();
  });
}

// A pressed button shows that something is going on, and a second click does nothing.
for (const form of document.querySelectorAll('form')) {
  form.addEventListener('submit', (event) => {
    if (form.ariaBusy === 'true') event.preventDefault();
    form.ariaBusy = 'true';
    const waiting = form.querySelector('.waiting');
    if (event.submitter?.dataset.testid === 'pay' && waiting instanceof HTMLElement) waiting.hidden = false;
  });
}
