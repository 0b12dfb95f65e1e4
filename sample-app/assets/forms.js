// Forms marked `data-waits` wait for LianLian: they show it, and are sent once. Those marked `data-in-place`, too, are sent
// without leaving the page: what is wrong is shown beside what was typed, which stays as it is and is never sent back.
// Those marked `data-uploads` show how much of their file has been sent, and then the page that they are answered with.
// The server does the checking, and without JavaScript it answers the same forms with pages.
const { waiting, unreachable } = document.body.dataset;

function element(tag, attributes, text) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.textContent = text;
  return made;
}

function setBusy(form, isBusy) {
  form.ariaBusy = String(isBusy);
  const note = form.querySelector(':scope > .waiting');
  if (!isBusy) note?.remove();
  if (!isBusy || note !== null) return;
  const waits = element('p', { class: 'waiting', role: 'status' }, form.dataset.waits || waiting);
  const buttons = form.querySelector(':scope > .buttons');
  if (buttons === null) form.append(waits);
  else buttons.after(waits);
}

function clearProblem(input) {
  const note = document.getElementById(`${input.id}-problem`);
  if (note === null) return;
  note.remove();
  input.removeAttribute('aria-invalid');
  const rest = (input.getAttribute('aria-describedby') ?? '')
    .split(' ')
    .filter((id) => id !== `${input.id}-problem`);
  input.setAttribute('aria-describedby', rest.join(' '));
}

function clearProblems(form) {
  for (const input of form.querySelectorAll('input')) clearProblem(input);
  form.querySelector('.notice.bad')?.remove();
}

function showFieldProblem(input, text) {
  const id = `${input.id}-problem`;
  input.after(element('p', { class: 'problem', id, role: 'alert', 'data-testid': id }, text));
  input.setAttribute('aria-invalid', 'true');
  input.setAttribute('aria-describedby', `${input.getAttribute('aria-describedby') ?? ''} ${id}`.trim());
}

function showProblem(form, text) {
  const notice = element('p', { class: 'notice bad', role: 'alert' }, '');
  notice.append(element('span', { 'data-testid': 'problem' }, text));
  const buttons = form.querySelector(':scope > .buttons') ?? form.querySelector('button:not([type])');
  buttons.before(notice);
}

function showProblems(form, { problem, problems = {} }) {
  const wrong = Object.entries(problems).map(([name, text]) => [form.elements.namedItem(name), text]);
  const shown = wrong.filter(([input]) => input instanceof HTMLInputElement && input.type !== 'hidden');
  for (const [input, text] of shown) showFieldProblem(input, text);
  shown[0]?.[0].focus();
  if (problem !== undefined) showProblem(form, problem);
  else if (shown.length === 0) showProblem(form, Object.values(problems).join(' '));
}

// Asks whether it is to be done, and resolves with the answer. Escape says no.
function agreed({ question, yes, no }) {
  const dialog = element('dialog', { class: 'card', 'aria-labelledby': 'question' }, '');
  const choices = element('form', { method: 'dialog' }, '');
  const buttons = element('div', { class: 'buttons' }, '');
  buttons.append(
    element('button', { class: 'primary', value: 'yes', 'data-testid': 'confirm' }, yes),
    element('button', { value: 'no', autofocus: '', 'data-testid': 'cancel-confirm' }, no),
  );
  choices.append(element('p', { id: 'question', 'data-testid': 'question' }, question), buttons);
  dialog.append(choices);
  document.body.append(dialog);
  return new Promise((resolve) => {
    dialog.addEventListener('close', () => {
      dialog.remove();
      resolve(dialog.returnValue === 'yes');
    });
    dialog.showModal();
  });
}

async function responseTo(form, fields) {
  const headers = { accept: 'application/json' };
  try {
    const response = await fetch(form.action, { method: 'POST', headers, body: new URLSearchParams(fields) });
    return await response.json();
  } catch {
    return { problem: unreachable };
  }
}

// What stands beside the fields may be older than what is wrong: somebody else has done something in the meantime.
async function readHintsAnew(form) {
  const hints = form.querySelectorAll('.hint[id]');
  if (hints.length === 0) return;
  try {
    const response = await fetch(location.href, { headers: { accept: 'text/html' } });
    const page = new DOMParser().parseFromString(await response.text(), 'text/html');
    for (const hint of hints) {
      const now = page.getElementById(hint.id);
      if (now !== null) hint.textContent = now.textContent;
    }
  } catch {
    // What is wrong is shown in any case.
  }
}

async function send(form) {
  clearProblems(form);
  const fields = new FormData(form);
  let response = await responseTo(form, fields);
  if (response.confirm !== undefined) {
    setBusy(form, false);
    if (!(await agreed(response.confirm))) return;
    setBusy(form, true);
    fields.set('confirmed', 'yes');
    response = await responseTo(form, fields);
  }
  if (response.location !== undefined) {
    location.assign(response.location);
    return;
  }
  setBusy(form, false);
  showProblems(form, response);
  if (response.problem !== undefined) void readHintsAnew(form);
}

// How much of a file has been sent, in place of the sentence that says that it is being read.
function showSent(form, { loaded, total }) {
  const note = form.querySelector(':scope > .waiting');
  if (note === null || total === 0) return;
  const bar = note.querySelector('progress') ?? element('progress', { max: '100' }, '');
  const percent = Math.floor((100 * loaded) / total);
  const isSent = loaded === total;
  if (isSent) bar.removeAttribute('value');
  else bar.value = percent;
  const sending = `${form.dataset.uploads} ${percent} %`;
  note.replaceChildren(isSent ? form.dataset.waits : sending, bar);
}

// The page that the browser would have gone to. What listens does so on the document, and stays, as does the head: without
// one, if only for a moment, the browser asks for an icon that is not there.
function showPage(page) {
  document.title = page.title;
  document.body.replaceWith(document.adoptNode(page.body));
  scrollTo(0, 0);
  const heading = document.querySelector('h1');
  heading?.setAttribute('tabindex', '-1');
  heading?.focus();
}

function upload(form) {
  const request = new XMLHttpRequest();
  const fail = () => {
    setBusy(form, false);
    showProblem(form, unreachable);
  };
  request.open('POST', form.action);
  request.responseType = 'document';
  request.upload.addEventListener('progress', (event) => showSent(form, event));
  request.addEventListener('error', fail);
  request.addEventListener('load', () => {
    if (request.response === null) fail();
    else showPage(request.response);
  });
  clearProblems(form);
  request.send(new FormData(form));
}

// On the document, because parts of an order's page are replaced.
document.addEventListener('submit', (event) => {
  const form = event.target;
  if (!('waits' in form.dataset)) return;
  if (form.ariaBusy === 'true') {
    event.preventDefault();
    return;
  }
  setBusy(form, true);
  if (!('inPlace' in form.dataset || 'uploads' in form.dataset)) return;
  event.preventDefault();
  if ('uploads' in form.dataset) upload(form);
  else void send(form);
});

// The words of what is wrong are the shop's, in the visitor's language.
for (const form of document.querySelectorAll('form[data-in-place]')) {
  form.noValidate = true;
  form.addEventListener('input', ({ target }) => {
    clearProblem(target);
  });
}

// Fills fields in for the tester.
for (const button of document.querySelectorAll('button[data-fill]')) {
  button.hidden = false;
  button.addEventListener('click', () => {
    for (const [name, value] of Object.entries(JSON.parse(button.dataset.fill))) {
      const input = button.form.elements.namedItem(name);
      input.value = value;
      clearProblem(input);
    }
    button.form.querySelector('button:not([type])').focus();
  });
}

// A page that the browser kept may show what is no longer so, such as a form of an order that is paid.
addEventListener('pageshow', ({ persisted }) => {
  if (persisted) location.reload();
});
