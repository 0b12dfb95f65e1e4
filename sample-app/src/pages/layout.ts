import { type Html, html } from './html.js';

/** What every page has around its content. Nothing in it comes from another site. */
export function layout(title: string, content: Html): Html {
  return html`<!doctype html>
    <html lang="zh-CN">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title} · 连连小店 Little Shop</title>
        <link rel="icon" href="data:," />
        <link rel="stylesheet" href="/assets/shop.css" />
        <script src="/assets/live-order.js" defer></script>
      </head>
      <body>
        <header>
          <a class="brand" href="/">连连小店 <span lang="en">Little Shop</span></a>
          <nav>
            <a href="/orders">我的订单 <span lang="en">My orders</span></a>
          </nav>
        </header>
        <main>
          <h1>${title}</h1>
          ${content}
        </main>
      </body>
    </html> `;
}

/** A message that a screen reader announces. */
export function alert(text: string): Html {
  return html`<p class="notice problem" role="alert" data-testid="problem">${text}</p>`;
}
