import { escapeHtml } from '../html.ts'

/** Terms with what is said of them, side by side where there is room. */
export const terms = (list: readonly (readonly [term: string, words: string])[]): string =>
  `<dl class="terms">${list.map(([term, words]) => `<div><dt>${escapeHtml(term)}</dt><dd>${escapeHtml(words)}</dd></div>`).join('')}</dl>`

/** Style rules of studies' pages, beside those of drawings. */
export const studyStyle: string = `
.charts.three{grid-template-columns:repeat(auto-fill,minmax(min(100%,330px),1fr))}
.terms{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,300px),1fr));gap:6px 24px;margin:0}.terms dt{font-weight:600}.terms dd{margin:0;font-size:.95rem;max-width:80ch}
.figure-name{margin:22px 0 0}.points td,.points th{white-space:nowrap}.points .today>*{background:var(--panel)}
header .scroll table{margin-top:8px}header table :is(td,th){text-align:left}`
