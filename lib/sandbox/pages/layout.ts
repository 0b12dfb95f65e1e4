import { Html, html } from './html.js';

const STYLE = new Html(`
:root{font:16px/1.5 system-ui,"PingFang SC","Microsoft YaHei",sans-serif;color:#1c2733;background:#f2f4f7}
body{margin:0;padding:1rem}
main{max-width:34rem;margin:1rem auto;padding:1.5rem;background:#fff;border:1px solid #d5dae1;border-radius:10px}
h1{font-size:1.3rem;margin:0 0 1rem}
p,dl,fieldset{margin:0 0 1rem}
dl{display:grid;grid-template-columns:max-content 1fr;gap:.25rem 1rem}
dt{color:#56636f}
dd{margin:0;overflow-wrap:anywhere}
.amount{font-size:1.6rem;font-weight:600}
fieldset{border:1px solid #d5dae1;border-radius:8px}
label{display:inline-block;padding:.3rem 0}
input:not([type=radio]),select{font:inherit;display:block;width:100%;box-sizing:border-box;padding:.5rem;border:1px solid #8894a1;border-radius:6px;margin:0 0 .6rem}
.buttons{display:flex;flex-wrap:wrap;gap:.6rem}
button,.button{font:inherit;padding:.6rem 1.1rem;border:1px solid #8894a1;border-radius:6px;background:#fff;color:inherit;cursor:pointer;text-decoration:none}
.primary{background:#0b63c5;border-color:#0b63c5;color:#fff}
.problem{color:#a3161b}
pre{white-space:pre-wrap;overflow-wrap:anywhere;background:#f2f4f7;padding:.8rem;border-radius:6px}
small{color:#56636f}
`);

/** A whole page. Nothing in it comes from elsewhere. */
export function page(title: string, content: Html, script?: Html): Html {
  return html`<!doctype html>
    <html lang="zh-CN">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="content-type" content="text/html;charset=UTF-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title}</title>
        <link rel="icon" href="data:," />
        <style>
          ${STYLE}
        </style>
      </head>
      <body>
        <main>
          <h1>${title}</h1>
          ${content}
          <small>连连支付沙箱 LianLian sandbox: 没有真钱 no real money.</small>
        </main>
        ${script}
      </body>
    </html> `;
}
