import type { Html } from './html.js';
import { layout } from './layout.js';

/** What a controller returns to show a page. */
export class Page {
  readonly markup: string;

  constructor(
    title: string,
    content: Html,
    readonly status = 200,
  ) {
    this.markup = layout(title, content).markup;
  }
}

/** What a controller returns to send the browser on: after a POST, so that a reload repeats nothing. */
export class SeeOther {
  constructor(readonly path: string) {}
}
