import type { SampleShop, Told } from './sample-shop.js';

type Form = Readonly<Record<string, string>>;

/** Somebody who buys over HTTP, with a session and without a browser. */
export class Shopper {
  private cookie = '';

  constructor(private readonly shop: Pick<SampleShop, 'origin'>) {}

  /** @returns the number of the order */
  async order(product: string, quantity = '1'): Promise<string> {
    const response = await this.post('/orders', { product, quantity });
    const [cookie = ''] = (response.headers.get('set-cookie') ?? '').split(';');
    if (cookie !== '') this.cookie = cookie;
    const { location = '' } = (await response.json()) as Told;
    const [, no_order] = /^\/orders\/(\w+)\/checkout$/.exec(location) ?? [];
    if (no_order === undefined) throw new Error(`ordered ${product}: ${location}`);
    return no_order;
  }

  /** What `assets/forms.js` sends and is told. */
  async send(path: string, form: Form = {}): Promise<Told> {
    return (await (await this.post(path, form)).json()) as Told;
  }

  /** Types the SMS code where the page asks for it. */
  async sendCode(no_order: string, verify_code: string): Promise<Told> {
    return this.send(`/orders/${no_order}/code`, await this.codeForm(no_order, verify_code));
  }

  /** The form of the SMS code as the page has it now. */
  async codeForm(no_order: string, verify_code: string): Promise<Form> {
    const page = await this.page(`/orders/${no_order}/code`);
    const [, attempt = ''] = /name="attempt" value="(\w*)"/.exec(page) ?? [];
    return { verify_code, attempt };
  }

  async status(path: string, form: Form = {}): Promise<number> {
    return (await this.post(path, form)).status;
  }

  async page(path: string, language: 'zh' | 'en' = 'en'): Promise<string> {
    const headers = { cookie: this.cookie, 'accept-language': language };
    return (await fetch(this.shop.origin + path, { headers })).text();
  }

  post(path: string, form: Form): Promise<Response> {
    const { origin } = this.shop;
    return fetch(origin + path, {
      method: 'POST',
      redirect: 'manual',
      headers: { cookie: this.cookie, origin, accept: 'application/json', 'accept-language': 'en' },
      body: new URLSearchParams(form),
    });
  }
}
