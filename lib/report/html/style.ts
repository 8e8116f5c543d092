/** The style sheet of the report. Marks have a letter, so that no meaning hangs on a colour alone. */
export const STYLE = `
:root {
  color-scheme: light dark;
  --paper: light-dark(#fbfaf6, #15171a);
  --raised: light-dark(#f3f1ea, #1d2024);
  --ink: light-dark(#1d2126, #e6e3dc);
  --quiet: light-dark(#595c55, #a8a79f);
  --line: light-dark(#dcd8cb, #363a3e);
  --accent: light-dark(#0b5a63, #82c8cf);
  --write: light-dark(#824500, #e7ac66);
  --serif: "Iowan Old Style", "Palatino Linotype", Palatino, Charter, Georgia, "Noto Serif", "DejaVu Serif", serif;
  --sans: system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", Arial, sans-serif;
  --mono: ui-monospace, "SF Mono", "Cascadia Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace;
}
* { box-sizing: border-box; }
[hidden] { display: none !important; }
html { scroll-padding-top: 1rem; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 15px/1.5 var(--sans); }
a { color: var(--accent); text-underline-offset: .18em; text-decoration-thickness: 1px; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
code { font: .88em/1.45 var(--mono); overflow-wrap: anywhere; }
small { font-size: .86em; color: var(--quiet); font-weight: 400; }
.skip { position: absolute; left: -99rem; }
.skip:focus { left: 1rem; top: 1rem; z-index: 9; background: var(--paper); padding: .5rem 1rem; }

.page { display: grid; grid-template-columns: 15rem minmax(0, 1fr); max-width: 110rem; margin: 0 auto; }
aside { position: sticky; top: 0; height: 100vh; overflow: auto; padding: 2.6rem 1.4rem 2rem; border-right: 1px solid var(--line); }
main { padding: 2.4rem clamp(1rem, 3vw, 3.2rem) 4rem; min-width: 0; }
nav ol { list-style: none; counter-reset: part; margin: 0; padding: 0; }
nav li { counter-increment: part; }
nav a { display: flex; gap: .7em; padding: .22rem 0; color: var(--ink); text-decoration: none; }
nav a::before { content: counter(part); font: .85em/1.75 var(--mono); color: var(--quiet); min-width: 1ch; }
nav a:hover { text-decoration: underline; }
form { margin-top: 1.6rem; padding-top: 1.3rem; border-top: 1px solid var(--line); display: grid; gap: .7rem; }
form h2 { font: 600 .95rem/1.3 var(--sans); margin: 0; border: 0; padding: 0; }
label { display: block; margin-bottom: .15rem; font-size: .86rem; color: var(--quiet); }
input, select, button { font: .93rem/1.3 var(--sans); color: var(--ink); background: var(--paper); border: 1px solid var(--quiet); border-radius: 3px; padding: .38rem .5rem; width: 100%; min-width: 0; }
button { background: var(--raised); cursor: pointer; }
output { font-size: .86rem; color: var(--quiet); min-height: 3em; }

h1 { font: 600 2.15rem/1.15 var(--serif); letter-spacing: -.01em; margin: 0 0 1.4rem; text-wrap: balance; overflow-wrap: anywhere; }
main > section { margin-top: 3.4rem; padding-top: 1.1rem; border-top: 2px solid var(--ink); }
h2 { font: 600 1.45rem/1.25 var(--serif); margin: 0; }
h2 span { font: 400 .95rem/1 var(--mono); color: var(--quiet); margin-right: .45rem; }
h3 { font: 600 1.05rem/1.35 var(--sans); margin: 2rem 0 .6rem; overflow-wrap: anywhere; }
p { margin: .7rem 0; max-width: 76ch; }
.lead { color: var(--quiet); margin: .35rem 0 1.2rem; }
.note, .nothing { color: var(--quiet); }
.nothing { border-left: 3px solid var(--line); padding-left: .8rem; }
.printed { display: none; }
.plain { padding-left: 1.1rem; }
.plain li { margin: .25rem 0; overflow-wrap: anywhere; }
summary { cursor: pointer; padding: .35rem 0; overflow-wrap: anywhere; }
summary:hover { color: var(--accent); }

.figures { display: flex; flex-wrap: wrap; gap: 1rem 0; margin: 0 0 1.4rem; }
.figures div { display: flex; flex-direction: column-reverse; justify-content: flex-end; padding: 0 1.5rem; border-left: 1px solid var(--line); max-width: 11rem; }
.figures div:first-child { padding-left: 0; border: 0; }
.figures dd { margin: 0; font: 400 2.1rem/1.1 var(--serif); font-variant-numeric: lining-nums tabular-nums; }
.figures dt { font-size: .86rem; line-height: 1.3; color: var(--quiet); }
.figures a { color: inherit; text-decoration: none; }
.figures a:hover { text-decoration: underline; }

.scroll { overflow: auto; max-width: 100%; }
table { border-collapse: separate; border-spacing: 0; width: 100%; font-size: .92rem; }
caption { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
th, td { text-align: left; vertical-align: top; padding: .42rem 1.1rem .42rem 0; border-bottom: 1px solid var(--line); }
th { font-weight: 600; }
thead th { color: var(--quiet); font-size: .84rem; white-space: nowrap; vertical-align: bottom; border-bottom: 1px solid var(--ink); }
td.n, th.n { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; padding-right: 1.6rem; }
td { overflow-wrap: break-word; }
tbody td:first-child:not(.long, :has(a)) { white-space: nowrap; }
tbody td:first-child, tbody > tr > th[scope="row"] { overflow-wrap: break-word; }
tbody > tr > th[scope="row"] { min-width: 9rem; }
.w { white-space: nowrap; }
td.names { overflow-wrap: anywhere; min-width: 9rem; max-width: 26rem; }
td.long, td.at, #grants td:nth-child(5) { overflow-wrap: anywhere; }
td.long { min-width: 16rem; }
td.at, #grants td:nth-child(5) { min-width: 12.5rem; }
.group th { padding-top: 1.3rem; font-size: 1rem; border-bottom: 1px solid var(--quiet); }
.group span { display: inline-block; }
.group span > code { display: block; font-weight: 400; color: var(--quiet); }
.group small { margin-left: .35em; }
tr:target > *, tbody:target > .group > * { background: light-dark(#efe6c8, #3a3522); }

.m { display: inline-block; min-width: 1.75em; padding: 0 .25em; text-align: center; font: 600 .78em/1.6 var(--mono); border: 1px solid var(--quiet); border-radius: 2px; }
.g { display: block; position: relative; padding: .1rem 0 .1rem 2.05em; min-height: 1.5em; }
.g .m { position: absolute; left: 0; top: .22em; }
.g i { display: block; font-style: normal; font-size: .86em; line-height: 1.3; color: var(--quiet); overflow-wrap: anywhere; }
.g0, .g1 { font-weight: 600; }
.g0 .m { background: var(--ink); border-color: var(--ink); color: var(--paper); }
.g1 .m { border: 2px solid var(--ink); line-height: 1.35; }
.g2 .m { border-color: var(--write); color: var(--write); }
.g3 .m { border-color: var(--accent); color: var(--accent); }
.g4 .m { color: var(--quiet); }
.g5 .m, .g6 .m { border-style: dashed; color: var(--quiet); }
.g i { font-weight: 400; }
.key { display: grid; grid-template-columns: repeat(auto-fit, minmax(19rem, 1fr)); gap: .35rem 2rem; margin: 0 0 1.2rem; font-size: .88rem; }
.key div { display: flex; gap: .3rem; }
.key dt { flex: none; }
.key dd { margin: 0; color: var(--quiet); }
.key dd b { color: var(--ink); font-weight: 600; }

.matrix { max-height: 85vh; border: 1px solid var(--line); border-radius: 3px; }
.matrix th, .matrix td { padding: .45rem .9rem; }
.matrix td { min-width: 9.5rem; max-width: 18rem; border-left: 1px solid var(--line); }
.matrix thead th { position: sticky; top: 0; z-index: 2; background: var(--raised); border-left: 1px solid var(--line); white-space: normal; min-width: 9.5rem; max-width: 18rem; overflow-wrap: anywhere; }
.matrix th:first-child { position: sticky; left: 0; z-index: 1; background: var(--paper); min-width: 14rem; max-width: 18rem; overflow-wrap: anywhere; border-left: 0; }
.matrix tbody th:first-child, .matrix tbody td:first-child { white-space: normal; }
.matrix thead th:first-child { z-index: 3; background: var(--raised); }
.matrix .group th { max-width: none; background: var(--raised); padding: .55rem .9rem; border-color: var(--line); }
.matrix .group span { position: sticky; left: .9rem; max-width: 60rem; }
#matrix [data-p] th { font-weight: 500; }
#matrix th small { display: block; }
#matrix .group small { display: inline; }
#matrix details .g { display: inline-block; }

.policy { border-bottom: 1px solid var(--line); padding: .15rem 0; }
.policy .scroll { margin: .4rem 0 1.2rem; }
.escalation strong { display: block; color: var(--write); }

.order figure { display: flex; flex-wrap: wrap; gap: 1rem 2.4rem; margin: .8rem 0 1.8rem; align-items: flex-start; }
.order .picture { flex: none; }
.order td.long > div { padding-left: 1.2em; text-indent: -1.2em; }
.order figure > .scroll:last-child { flex: 1 1 32rem; }
.order details { border-bottom: 1px solid var(--line); }
svg { display: block; }
.b rect { fill: var(--raised); stroke: var(--quiet); }
.b text { fill: var(--quiet); font: 11px var(--sans); }
.b .t { fill: var(--ink); font: 12px var(--mono); }
.o rect { fill: var(--paper); stroke-dasharray: 4 3; }
.e, .h { fill: none; stroke: var(--quiet); stroke-width: 1.3; }
.h { stroke-linejoin: round; }
footer { margin-top: 4rem; padding-top: 1rem; border-top: 1px solid var(--line); color: var(--quiet); font-size: .88rem; }

@media (max-width: 60rem) {
  .page { display: block; }
  aside { position: static; height: auto; border-right: 0; border-bottom: 1px solid var(--line); padding: 1.4rem clamp(1rem, 3vw, 3.2rem); }
  nav ol { display: grid; grid-template-columns: repeat(auto-fit, minmax(11rem, 1fr)); }
  form { grid-template-columns: repeat(auto-fit, minmax(11rem, 1fr)); align-items: end; }
  form h2, output { grid-column: 1 / -1; }
  output { min-height: 0; }
  .figures div { padding: 0 1rem; }
  .matrix th:first-child { max-width: 45vw; min-width: 8rem; }
  .matrix .group th { max-width: none; }
}
@media print {
  @page { size: A4 landscape; margin: 12mm; }
  :root { color-scheme: light; --paper: #fff; }
  body { font-size: 9pt; }
  table { font-size: 8.5pt; }
  td, th, tbody td:first-child:not(.long), tbody > tr > th[scope="row"], .w { white-space: normal; padding-right: .7rem; }
  td.long, td.at, td.names, #grants td:nth-child(5) { min-width: 0; }
  thead th, .group th, .key { font-size: 8.5pt; }
  h1 { font-size: 20pt; }
  .figures dd { font-size: 18pt; }
  .page { display: block; max-width: none; }
  aside, .skip { display: none; }
  main { padding: 0; }
  .printed { display: block; }
  .matrix.wide { display: none; }
  .scroll, .matrix { overflow: visible; max-height: none; }
  .matrix th, .matrix td { position: static !important; min-width: 0 !important; padding: .3rem .5rem; }
  .matrix tbody th:first-child { min-width: 7.5rem !important; }
  details::details-content { content-visibility: visible; display: block; height: auto; }
  thead { display: table-header-group; }
  tr, figure .picture, .figures { break-inside: avoid; }
  h2, h3, summary, .group { break-after: avoid; }
  main > section { break-before: page; margin-top: 0; }
  #fleet { break-before: auto; margin-top: 2rem; }
    svg { max-width: 100%; height: auto; }
  a { color: inherit; text-decoration: none; }
  a[href^="http"]::after { content: " (" attr(href) ")"; font-size: .85em; overflow-wrap: anywhere; }
}
`;
