/** `#rgb` or `#rrggbb`. */
export const HEX_COLOR = /^#(?:[0-9a-f]{3}|[0-9a-f]{6})$/i;

const LIGHT = '--ink:#14202e;--dim:#55636f;--line:#d9e0e8;--card:#fff;--ground:#f4f6f9';
const DARK = '--ink:#e7edf4;--dim:#a5b3c1;--line:#2d3a48;--card:#18222d;--ground:#0f161e';

const RULES = `*{box-sizing:border-box}
body{margin:0;min-height:100vh;display:grid;place-items:center;padding:16px;font:16px/1.5 system-ui,sans-serif;color:var(--ink);background:var(--ground)}
main{width:100%;max-width:24rem;padding:40px 24px;text-align:center;background:var(--card);border:1px solid var(--line);border-radius:16px;overflow-wrap:anywhere}
p{margin:0;color:var(--dim)}
.amount{font-size:2.25rem;line-height:1.3;font-weight:700;color:var(--ink)}
h1{margin:24px 0;font-size:1.125rem}
#spinner{width:36px;height:36px;margin:24px auto 0;border:3px solid var(--line);border-top-color:var(--go);border-radius:50%;animation:turn 1s linear infinite}
[hidden]{display:none}
button{width:100%;margin-bottom:16px;padding:12px;font:inherit;font-weight:600;color:var(--on);background:var(--go);border:0;border-radius:8px;cursor:pointer}
button:focus-visible{outline:3px solid var(--ink);outline-offset:3px}
@keyframes turn{to{transform:rotate(1turn)}}
@media(prefers-reduced-motion:reduce){#spinner{animation:none}}`;

/** The style of the page, light and dark, with the shop's own colour for button and spinner. */
export function pageStyle(color: string | undefined): string {
  const light = color === undefined ? '--go:#0b5fbd;--on:#fff' : `--go:${color};--on:${textOn(color)}`;
  const dark = color === undefined ? `${DARK};--go:#78b7ff;--on:#06213f` : DARK;
  return `:root{color-scheme:light dark;${LIGHT};${light}}
@media(prefers-color-scheme:dark){:root{${dark}}}
${RULES}`;
}

/** Black or white: whichever can be read on a colour, by the formula of WCAG. Of any colour one has a contrast of 4.5. */
function textOn(color: string): string {
  const digits = color.length === 4 ? color.replace(/[^#]/g, '$&$&') : color;
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const share = parseInt(digits.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue > 0.179 ? '#000' : '#fff';
}
