// Takes the payer back to the shop. Without JavaScript there is a button.
document.querySelector('form')?.submit();
