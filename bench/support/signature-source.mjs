/** The text that LianLian signs, by hand: every field but `sign` that is not empty, sorted, joined. */
export function signatureSource(fields) {
  return Object.keys(fields)
    .filter((name) => name !== 'sign' && fields[name] !== '')
    .sort()
    .map((name) => `${name}=${fields[name]}`)
    .join('&');
}
