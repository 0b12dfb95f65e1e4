import type { Text } from '../language/text.js';
import type { Html } from './html.js';

/** What a controller returns to show a page. `PageRenderer` makes it for the visitor. */
export class Page {
  constructor(
    readonly title: Text,
    readonly content: Html,
    readonly status = 200,
  ) {}
}

/** What a controller returns to send the browser on: after a POST, so that a reload repeats nothing. */
export class SeeOther {
  constructor(readonly path: string) {}
}
