/** Colours of the page: Okabe and Ito's palette, which people with any colour vision can tell apart; lighter or darker where contrast asks for it. */
const LIGHT = `--ground:#fff;--ink:#1b1f24;--soft:#57606a;--rule:#d0d7de;--panel:#f6f8fa;--shared:#3d444d;--good:#005a3c;--bad:#9a2800;
--arm0:#0072b2;--arm1:#d55e00;--arm2:#008060;--arm3:#a9487f;--arm4:#7a6a00;--arm5:#3d444d;--fee:#e69f00;--spread:#56b4e9;--impact:#a9487f`
const DARK = `--ground:#14171b;--ink:#e6e9ec;--soft:#a3acb6;--rule:#3a424b;--panel:#1d2126;--shared:#c5ccd3;--good:#4fd1a5;--bad:#ff9a6b;
--arm0:#56b4e9;--arm1:#f0883e;--arm2:#2ec4a0;--arm3:#dd8fbe;--arm4:#f0e442;--arm5:#c5ccd3;--fee:#e69f00;--spread:#56b4e9;--impact:#dd8fbe`

const arms = Array.from({ length: 6 }, (_, i) => `.arm${i}{color:var(--arm${i})}`).join('')

/** The report's style sheet: light and dark, narrow and wide, screen and paper. */
export const reportStyle: string = `
:root{color-scheme:light dark;${LIGHT}}
@media (prefers-color-scheme:dark){:root{${DARK}}}
*{box-sizing:border-box}
body{margin:0;background:var(--ground);color:var(--ink);font:16px/1.5 system-ui,"Segoe UI",Roboto,"Helvetica Neue","DejaVu Sans",sans-serif}
header,main,footer,nav{max-width:1200px;margin:0 auto;padding:0 20px}
header{padding-top:28px}
h1{font-size:1.9rem;line-height:1.2;margin:0 0 4px}h2{font-size:1.35rem;margin:40px 0 8px;padding-bottom:4px;border-bottom:1px solid var(--rule)}
h3{font-size:1.05rem;margin:0 0 6px}p{margin:8px 0;max-width:80ch}a{color:var(--arm0)}
nav ul{display:flex;flex-wrap:wrap;gap:4px 18px;list-style:none;padding:0;margin:12px 0 0}
.skip{position:absolute;left:-9999px}.skip:focus{left:12px;top:12px;background:var(--ground);padding:8px 12px;z-index:9}
.soft,.reading,.axis,.meaning,.unit{color:var(--soft)}
.cards{display:grid;grid-template-columns:repeat(auto-fit,minmax(260px,1fr));gap:14px;margin:16px 0;padding:0;list-style:none}
.cards>li,.status>div{background:var(--panel);border:1px solid var(--rule);border-radius:8px;padding:12px 16px}
.cards>li{border-top:4px solid currentColor}.cards>li>*{color:var(--ink)}.cards h3{margin:0}.cards p{margin:4px 0;font-size:.92rem}
.status{display:grid;grid-template-columns:repeat(auto-fit,minmax(150px,1fr));gap:14px;margin:16px 0}
.status dt{font-size:.85rem;color:var(--soft)}.status dd{margin:0;font-size:1.15rem;font-weight:600;overflow-wrap:anywhere}
.good{color:var(--good)}.bad{color:var(--bad)}
.warning{border:2px solid var(--bad);border-radius:8px;padding:10px 14px;font-weight:600}
.charts{display:grid;grid-template-columns:repeat(2,minmax(0,1fr));gap:18px;margin-top:14px}
.chart{border:1px solid var(--rule);border-radius:8px;padding:14px 16px;min-width:0;break-inside:avoid}
.chart.full{grid-column:1/-1}
.drawing{height:300px;width:100%}.full .drawing{height:440px}
.axis{font-size:.85rem;margin:2px 0}.axis.x{text-align:right;max-width:none}
.reading{font-size:.92rem}
.legend{display:flex;flex-wrap:wrap;gap:4px 14px;margin:4px 0;font-size:.88rem}
.legend span{display:inline-flex;align-items:center;gap:6px}
.legend button{display:inline-flex;align-items:center;gap:6px;font:inherit;color:inherit;background:none;border:1px solid transparent;border-radius:6px;padding:4px 6px;margin:0 0 0 -6px;cursor:pointer}
.legend button:hover{border-color:var(--rule)}.legend button[aria-pressed=false]{opacity:.45;text-decoration:line-through}
.window{display:grid;grid-template-columns:auto 1fr auto 1fr;gap:6px 12px;align-items:center;border:1px solid var(--rule);border-radius:8px;padding:8px 14px;margin:12px 0}
.window legend{padding:0 6px;font-size:.9rem}.window input{width:100%;min-width:0;accent-color:var(--arm0)}
:focus-visible{outline:3px solid var(--arm0);outline-offset:2px}
${arms}.shared{color:var(--shared)}
:is(table,.legend) svg line{stroke:currentColor}:is(table,.legend) svg :is(circle,path,rect){fill:currentColor}:is(table,.legend) svg circle[stroke-width]{stroke:currentColor}
:is(table,.legend) svg .unclear circle{fill:var(--ground)}.unclear line{opacity:.6}
:is(table,.legend) svg rect.fee{fill:var(--fee)}:is(table,.legend) svg rect.spread{fill:var(--spread)}:is(table,.legend) svg rect.impact{fill:var(--impact)}
table svg line.zero{stroke:var(--soft);stroke-width:1}
table{border-collapse:collapse;width:100%;font-size:.9rem;font-variant-numeric:tabular-nums}
caption{text-align:left;color:var(--soft);padding:4px 0;font-size:.88rem}
th,td{padding:4px 8px;text-align:right;vertical-align:top;border-bottom:1px solid var(--rule)}
th{font-weight:600}tbody th{font-weight:400;text-align:left}thead th:first-child{text-align:left}
thead th{border-bottom:2px solid var(--soft);vertical-align:bottom}
tr.group th{font-weight:700;padding-top:16px;border-bottom-color:var(--soft);text-align:left}
tr.sub th{padding-left:24px}
.meaning{display:block;font-size:.82rem}
.paired td{white-space:nowrap}.paired tbody th{min-width:200px}td.unclear{color:var(--soft)}.paired .unit{text-align:left}
.wide{width:50%;padding-left:0;padding-right:0}.bars td,.bars tbody th,.forest td,.forest tbody th{vertical-align:middle}
.bars .total{font-weight:600}.bars svg,.forest svg{display:block}
.forest .words{text-align:left;white-space:nowrap}.forest .words span{display:block;line-height:20px;font-size:.85rem}
.forest thead th{text-align:left}.ends{display:flex;justify-content:space-between;font-weight:400;color:var(--soft);font-size:.85rem}
.hidden{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
.scroll{overflow-x:auto}details{margin:8px 0}summary{cursor:pointer;color:var(--soft);font-size:.9rem;padding:4px 0}
pre{background:var(--panel);border:1px solid var(--rule);border-radius:8px;padding:12px;overflow-x:auto;font-size:.85rem}
code{font-family:ui-monospace,Menlo,Consolas,"DejaVu Sans Mono",monospace;font-size:.92em;overflow-wrap:anywhere}
.findings li{margin:4px 0;max-width:90ch}
footer{padding-bottom:40px;color:var(--soft);font-size:.9rem}
@media (max-width:820px){.charts{grid-template-columns:minmax(0,1fr)}.full .drawing{height:360px}}
@media (max-width:600px){.window{grid-template-columns:auto 1fr}body{font-size:15px}header,main,footer,nav{padding:0 12px}header{padding-top:18px}h1{font-size:1.5rem}
.chart{padding:10px;border-radius:6px}.drawing,.full .drawing{height:280px}.bars .part{display:none}.wide{width:55%}
.forest,.forest tbody,.forest tr,.forest td,.forest tbody th{display:block;width:100%;border:none;padding-left:0;padding-right:0}.forest thead{display:none}.forest caption{display:block}
.paired tbody tr:not(.group) th{position:sticky;left:0;background:var(--ground);box-shadow:inset 0 -1px var(--rule)}
.forest tbody th{font-weight:600;padding-bottom:0}.forest tr{border-bottom:1px solid var(--rule)}.forest .words{white-space:normal}.forest tr.group{border-bottom:2px solid var(--soft)}
.paired .meaning{display:none}.paired tbody th{min-width:130px}}
@media print{:root{color-scheme:light;${LIGHT}}body{font-size:11pt}nav,.skip,summary,.window{display:none}.charts{grid-template-columns:1fr 1fr}.drawing,.full .drawing{height:260px}
h2,h3{break-after:avoid}tr{break-inside:avoid}.scroll{overflow:visible}.paired{font-size:8pt}.paired .meaning{display:none}svg{print-color-adjust:exact;-webkit-print-color-adjust:exact}}
`
