import type { LianlianSandbox } from 'nestjs-lianlian/testing';

/** Who drives a sandbox over HTTP, as a shop in another language does. */
export class ControlClient {
  constructor(private readonly sandbox: Pick<LianlianSandbox<unknown>, 'url'>) {}

  async get<View>(path: string): Promise<View> {
    return this.viewIn(await fetch(this.url(path)));
  }

  async post<View>(path: string, body: object = {}): Promise<View> {
    return this.viewIn(await this.send('POST', path, JSON.stringify(body)));
  }

  async delete<View>(path: string): Promise<View> {
    return this.viewIn(await fetch(this.url(path), { method: 'DELETE' }));
  }

  /** The plain response, for those who look at its status. */
  send(method: string, path: string, body?: string, headers: Record<string, string> = {}): Promise<Response> {
    return fetch(this.url(path), {
      method,
      body: body ?? null,
      headers: { 'content-type': 'application/json', ...headers },
    });
  }

  private async viewIn<View>(response: Response): Promise<View> {
    const text = await response.text();
    if (!response.ok) throw new Error(`${String(response.status)} ${text}`);
    return JSON.parse(text) as View;
  }

  private url(path: string): string {
    return `${this.sandbox.url}/_sandbox/${path}`;
  }
}
