/** The number of a request's order, or nothing where it has none. */
export function orderOf(request: object): string {
  const number: unknown = Reflect.get(request, 'no_order');
  return typeof number === 'string' ? number : '';
}
