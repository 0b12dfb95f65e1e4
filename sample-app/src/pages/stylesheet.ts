/** Plain and readable, on phones first. */
export const STYLESHEET = `
:root {
  --text: #1c2733; --muted: #55616e; --line: #d5dae1; --surface: #fff; --back: #f2f4f7;
  --accent: #0b5cbd; --good: #12683b; --good-back: #e6f5ec; --bad: #9b1c1c; --bad-back: #fdecec;
  font: 16px/1.55 system-ui, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif;
  color: var(--text); background: var(--back);
}
* { box-sizing: border-box; }
body { margin: 0; }
header { display: flex; flex-wrap: wrap; justify-content: space-between; gap: .25rem 1rem;
  padding: .9rem 1rem; background: var(--surface); border-bottom: 1px solid var(--line); }
header a { color: inherit; text-decoration: none; }
header a:hover { text-decoration: underline; }
.brand { font-weight: 700; }
main { max-width: 40rem; margin: 0 auto; padding: 1.5rem 1rem 3rem; }
h1 { font-size: 1.45rem; line-height: 1.3; margin: 0 0 1.25rem; }
h2 { font-size: 1.15rem; margin: 0 0 .5rem; }
p, dl, ul, fieldset { margin: 0 0 1rem; padding: 0; }
a { color: var(--accent); }
.card { background: var(--surface); border: 1px solid var(--line); border-radius: .75rem;
  padding: 1.25rem; margin: 0 0 1rem; }
.card > :last-child { margin-bottom: 0; }
.products { list-style: none; display: grid; gap: 1rem; grid-template-columns: repeat(auto-fill, minmax(15rem, 1fr)); }
.products .card { margin: 0; display: flex; flex-direction: column; }
.products .card p { flex: 1; }
.products .button { align-self: start; }
.price { font-weight: 700; font-size: 1.2rem; font-variant-numeric: tabular-nums; }
.number { font-size: .9em; }
.muted, small { color: var(--muted); }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .3rem 1rem; }
dt { color: var(--muted); }
dd { margin: 0; overflow-wrap: anywhere; }
@media (max-width: 30rem) {
  dl { grid-template-columns: 1fr; gap: 0; }
  dd { margin-bottom: .6rem; }
  dd:last-child { margin-bottom: 0; }
}
fieldset { border: 0; display: grid; gap: .6rem; min-width: 0; }
legend { padding: 0; margin: 0 0 .6rem; font-weight: 600; }
.choice { display: flex; gap: .75rem; align-items: start; padding: .8rem .9rem; border: 1px solid var(--line);
  border-radius: .6rem; cursor: pointer; }
.choice:has(:checked) { border-color: var(--accent); box-shadow: inset 0 0 0 1px var(--accent); }
.choice input { margin: .3rem 0 0; accent-color: var(--accent); }
.choice small { display: block; }
.field { margin: 0 0 1rem; }
.field label { display: block; font-weight: 600; margin: 0 0 .3rem; }
.field input { font: inherit; color: inherit; width: 100%; max-width: 22rem; padding: .6rem .7rem;
  border: 1px solid #8894a1; border-radius: .5rem; background: var(--surface); }
.field input[aria-invalid] { border-color: var(--bad); }
.field .problem { color: var(--bad); margin: .3rem 0 0; }
.buttons { display: flex; flex-wrap: wrap; gap: .75rem; align-items: center; }
.buttons form { margin: 0; }
button, .button { font: inherit; display: inline-block; padding: .65rem 1.2rem; border: 1px solid #8894a1;
  border-radius: .5rem; background: var(--surface); color: inherit; cursor: pointer; text-decoration: none; }
.primary { background: var(--accent); border-color: var(--accent); color: #fff; }
:focus-visible { outline: 3px solid #f0a020; outline-offset: 2px; }
.notice { padding: .8rem 1rem; border-radius: .6rem; background: var(--surface); border: 1px solid var(--line); }
.notice.problem { color: var(--bad); background: var(--bad-back); border-color: currentColor; }
.notice.good { color: var(--good); background: var(--good-back); border-color: currentColor; font-weight: 600; }
.qr { display: block; width: 15rem; max-width: 100%; height: auto; margin: 0 auto 1rem; border: 1px solid var(--line);
  border-radius: .5rem; background: #fff; }
.link { overflow-wrap: anywhere; text-align: center; }
.orders, .refunds { list-style: none; }
.refunds li { padding: .6rem 0; border-top: 1px solid var(--line); }
.refunds li:first-child { border-top: 0; }
.refunds small, td .line { display: block; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; padding: .5rem .6rem .5rem 0; border-bottom: 1px solid var(--line); vertical-align: top; }
th { color: var(--muted); font-weight: 600; }
.amount { white-space: nowrap; font-variant-numeric: tabular-nums; }
`;
