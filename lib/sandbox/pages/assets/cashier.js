// Fills a field in for whoever tests. Without JavaScript the buttons stay hidden and the numbers can be typed.
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
