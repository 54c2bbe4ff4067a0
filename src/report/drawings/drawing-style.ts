/** Style rules of static drawings and study tables, which a page adds to the report's: colours are the page's own. */
export const drawingStyle: string = `
:root{--heat:#0072b2;--heat-below:#d55e00}
.plot{display:flex;container-type:inline-size;padding-right:10px}
.plot .left{flex:none}.plot .field{flex:1;min-width:0;width:auto}.plot svg{overflow:visible;display:block}.plot svg svg{display:inline}
.plot text{font-size:12px;fill:var(--ink)}.plot .tick{fill:var(--soft)}.plot .value{font-variant-numeric:tabular-nums}
.plot .name,.plot .figure{font-size:12.5px;paint-order:stroke;stroke:var(--ground);stroke-width:3px;stroke-linejoin:round}.plot .figure{fill:var(--soft);font-variant-numeric:tabular-nums}
.drawn .grid{stroke:var(--rule);stroke-width:1}.drawn .axis-line{stroke:var(--soft);stroke-width:1}
.drawn svg .line{fill:none;stroke:currentColor;stroke-width:2;stroke-linejoin:round}.drawn svg .dashed{stroke-dasharray:6 4}.drawn svg .dotted{stroke-dasharray:2 3}
.drawn svg .soft-line{color:var(--soft)}.drawn svg .guide{stroke:var(--soft);stroke-width:1.5;stroke-dasharray:none}.drawn svg .guide.dashed{stroke-dasharray:6 4}
.drawn svg .band{fill:currentColor;fill-opacity:.13}
.drawn svg .fill{fill:currentColor}.drawn svg .pale{fill:currentColor;fill-opacity:.35;stroke:currentColor;stroke-width:1}
.drawn svg .whisker{stroke:var(--ink);stroke-width:1.5}.drawn svg .whisker.thick{stroke-width:4}
.drawn svg .solid :is(circle,path,rect),.drawn svg.solid :is(circle,path,rect){fill:currentColor}
.drawn svg .hollow :is(circle,path,rect),.drawn svg.hollow :is(circle,path,rect){fill:var(--ground);stroke:currentColor;stroke-width:1.5}
.drawn svg .ring circle,.drawn svg.ring circle{fill:none;stroke:currentColor;stroke-width:3}
.drawn svg .event :is(circle,path,rect),.drawn svg.event :is(circle,path,rect){fill:currentColor;stroke:var(--ground);stroke-width:1}
.drawn svg path.stroke{fill:none;stroke:currentColor;stroke-width:1.5}.drawn svg path.stroke.thick{stroke-width:3}.drawn svg :is(.infeasible,.event,.event.bad) path.stroke,.drawn svg:is(.infeasible,.event) path.stroke{fill:none;stroke:currentColor;stroke-width:2.2}
.infeasible{opacity:.55}.ink{color:var(--ink)}
.drawn svg .dots{fill:none;stroke:currentColor;stroke-width:5;stroke-linecap:round;stroke-opacity:.5}.drawn svg .faint{fill-opacity:.45}
.heat{color:var(--heat)}.heat-below{color:var(--heat-below)}.drawn svg .cell{fill:currentColor}
.drawn .legend .cell{stroke:var(--rule)}.drawn svg .empty{fill:var(--panel);stroke:var(--rule);stroke-width:1}.drawn svg .frame{fill:none;stroke:var(--ink);stroke-width:2}
.narrow{display:none}
@container (max-width:470px){.plot .roomy{display:none}.plot .narrow{display:inline}}
.drawn details td:last-child{min-width:8em}.drawn td,.drawn th{overflow-wrap:break-word}
.study td,.study th{white-space:nowrap}.study .verdict{text-align:left}.study .verdict .meaning{white-space:normal;min-width:12em}
.study{margin-bottom:16px}.study thead th{white-space:normal}.study tbody th{white-space:normal;min-width:9em}.study .words{white-space:normal;min-width:9em;text-align:left}.study caption{max-width:90ch}
.matrix td{text-align:center}.matrix thead th:not(:first-child){text-align:center}.matrix tbody th{min-width:5em}.matrix .shade{color:var(--ink);background:color-mix(in srgb,var(--heat) var(--strength),transparent);-webkit-print-color-adjust:exact;print-color-adjust:exact}.matrix .heat-below{background:color-mix(in srgb,var(--heat-below) var(--strength),transparent)}
@media (max-width:600px){.matrix tbody th{position:sticky;left:0;background:var(--ground);box-shadow:inset 0 -1px var(--rule)}.matrix caption{position:sticky;left:0;max-width:calc(100vw - 24px)}
.stacked,.stacked tbody,.stacked tr,.stacked td,.stacked th,.stacked caption{display:block;width:100%;border:none;padding-left:0;padding-right:0;white-space:normal}.stacked thead{display:none}
.stacked tr{border-bottom:1px solid var(--rule);padding:4px 0}.stacked tr.group{border-bottom:2px solid var(--soft)}.stacked tbody th{font-weight:600}
.stacked td{display:grid;grid-template-columns:minmax(0,2fr) minmax(0,3fr);gap:0 10px;padding:1px 0;text-align:left}.stacked td .meaning{grid-column:2}.stacked td::before{content:attr(data-name);color:var(--soft);grid-row:span 9}.stacked .verdict .meaning{min-width:0}}
@media print{.drawn{break-inside:avoid}.study{font-size:8pt}.study .meaning{font-size:.9em}.study caption{break-after:avoid}.study td,.study th{white-space:normal}}
`
