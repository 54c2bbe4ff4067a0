/**
 * The report page's script: draws the charts described in `#chart-data` with echarts, in the page's colours, and again
 * when the width or the colour scheme changes or the page is printed. `chartOption` is a function of its arguments only.
 */
export const reportScript: string = `
'use strict'
const compact = new Intl.NumberFormat('en-US', { notation: 'compact', maximumSignificantDigits: 3 })
const plain = new Intl.NumberFormat('en-US', { maximumSignificantDigits: 4 })
const whole = new Intl.NumberFormat('en-US', { maximumFractionDigits: 2 })

const clock = (hours) => {
  const minutes = Math.round(hours * 60)
  return Math.floor(minutes / 60) + ':' + String(minutes % 60).padStart(2, '0')
}

const written = (format, x) => {
  if (typeof x !== 'number') return 'none'
  if (format === 'money') return compact.format(x)
  if (format === 'price') return whole.format(x)
  if (format === 'hours') return clock(x)
  return format === 'bps' ? plain.format(x) + ' bps' : plain.format(x)
}

const onAxis = (format, x) => {
  if (format === 'hours') return clock(x)
  if (format === 'money' || format === 'price') return compact.format(x)
  return plain.format(x)
}

/** A step on a time axis that gives round clock times and no more than that many marks. */
const hourStep = (hours, marks) =>
  [1 / 60, 1 / 30, 1 / 12, 1 / 6, 1 / 4, 1 / 2, 1, 2, 3, 6, 12, 24, 48, 96, 168].find((step) => hours / step <= marks) || hours / marks

const escaped = (text) => text.replace(/[&<>"]/g, (c) => '&#' + c.charCodeAt(0) + ';')

const axisOption = (axis, colour, side, narrow) => {
  const option = {
    type: axis.scale === 'log' ? 'log' : 'value',
    scale: axis.min === undefined,
    axisLine: { show: true, lineStyle: { color: colour.soft }, onZero: false },
    axisLabel: {
      color: colour.soft,
      fontSize: narrow ? 11 : 12,
      margin: 9,
      hideOverlap: true,
      formatter: (x) => onAxis(axis.format, x),
    },
    axisTick: { show: true, lineStyle: { color: colour.soft } },
    splitLine: { show: side === 'y' || axis.scale === 'log', lineStyle: { color: colour.rule, width: 1 } },
    splitNumber: narrow ? 4 : 5,
  }
  if (axis.min !== undefined) option.min = axis.min
  if (axis.max !== undefined) option.max = axis.max
  if (axis.format === 'hours') {
    const step = hourStep(axis.max - axis.min, narrow ? 5 : 8)
    const first = Math.ceil(axis.min / step - 1e-9)
    const count = Math.floor(axis.max / step + 1e-9) - first + 1
    const marks = Array.from({ length: count }, (_, i) => (first + i) * step)
    option.axisLabel.customValues = marks
    option.axisTick.customValues = marks
  }
  if (axis.format === 'price') option.axisLabel.formatter = (x) => whole.format(x)
  return option
}

const lineOption = (line, colour, narrow) => {
  const own = line.arm < 0 ? colour.shared : colour.arms[line.arm % colour.arms.length]
  return {
    name: line.name,
    type: 'line',
    step: line.step ? 'end' : false,
    symbol: line.symbol || 'circle',
    showSymbol: line.symbol !== undefined,
    symbolSize: narrow ? 4 : 7,
    itemStyle: { color: own },
    lineStyle: { color: own, width: line.width, type: line.dash },
    emphasis: { disabled: true },
    data: line.x.map((x, i) => [x, line.y[i], line.also ? line.also.values[i] : '-']),
    markPoint: line.end
      ? {
          symbol: 'path://M0 1L1 0L5 4L9 0L10 1L6 5L10 9L9 10L5 6L1 10L0 9L4 5Z',
          symbolSize: 13,
          itemStyle: { color: own },
          label: { show: false },
          tooltip: { show: false },
          silent: true,
          data: [{ coord: line.end }],
        }
      : undefined,
  }
}

const tooltipText = (chart, found) => {
  const head = chart.x.format === 'hours' ? 'at ' + clock(found[0].value[0]) : ''
  const rows = found.map(({ seriesName, value, color }) => {
    const line = chart.lines.find(({ name }) => name === seriesName)
    const at = chart.x.format === 'hours' ? '' : ' at ' + written(chart.x.format, value[0])
    const also = line.also && typeof value[2] === 'number' ? ', ' + line.also.name + ' ' + plain.format(value[2]) : ''
    const dot = '<span style="display:inline-block;width:10px;height:10px;border-radius:5px;margin-right:6px;background:' + color + '"></span>'
    return '<div>' + dot + escaped(seriesName) + ': <b>' + written(chart.y.format, value[1]) + '</b>' + at + also + '</div>'
  })
  return '<div>' + head + '</div>' + rows.join('')
}

/** A chart between two times: the points within, and one on each side so that lines reach the edges. */
const windowed = (chart, from, to) => ({
  ...chart,
  x: { ...chart.x, min: from, max: to },
  lines: chart.lines.map((line) => {
    let first = 0
    let last = line.x.length
    while (first + 1 < line.x.length && line.x[first + 1] <= from) first++
    while (last > first + 1 && line.x[last - 2] >= to) last--
    return { ...line, x: line.x.slice(first, last), y: line.y.slice(first, last) }
  }),
})

/** The echarts option of a chart in these colours; narrow: on a telephone. */
const chartOption = (chart, colour, narrow) => ({
  animation: false,
  textStyle: { fontFamily: colour.font },
  grid: { left: 4, right: narrow ? 14 : 22, top: 12, bottom: 4, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
  legend: { show: false },
  tooltip: {
    trigger: 'axis',
    confine: true,
    backgroundColor: colour.panel,
    borderColor: colour.rule,
    textStyle: { color: colour.ink, fontSize: 13 },
    axisPointer: { type: 'line', lineStyle: { color: colour.soft } },
    formatter: (found) => tooltipText(chart, found),
  },
  xAxis: axisOption(chart.x, colour, 'x', narrow),
  yAxis: axisOption(chart.y, colour, 'y', narrow),
  series: chart.lines.map((line) => lineOption(line, colour, narrow)),
})

const pageColours = () => {
  const style = getComputedStyle(document.documentElement)
  const of = (name) => style.getPropertyValue('--' + name).trim()
  return {
    font: getComputedStyle(document.body).fontFamily,
    ink: of('ink'), soft: of('soft'), rule: of('rule'), panel: of('panel'), shared: of('shared'),
    arms: [0, 1, 2, 3, 4, 5].map((i) => of('arm' + i)),
  }
}

const shown = { from: 0, to: 1 }

/** The two sliders that choose the hours of all charts over time. */
const timeWindow = (horizon, draw) => {
  const [from, to] = ['from', 'to'].map((name) => document.getElementById('window-' + name))
  if (!from || !to) return
  const told = document.getElementById('window-told')
  const read = (moved) => {
    if (Number(to.value) - Number(from.value) < 1) {
      if (moved === from) from.value = String(Number(to.value) - 1)
      else to.value = String(Number(from.value) + 1)
    }
    shown.from = Number(from.value) / 200
    shown.to = Number(to.value) / 200
    for (const input of [from, to]) input.setAttribute('aria-valuetext', clock((Number(input.value) / 200) * horizon))
    told.textContent = clock(shown.from * horizon) + ' to ' + clock(shown.to * horizon)
  }
  for (const input of [from, to]) {
    input.addEventListener('input', () => {
      read(input)
      draw()
    })
  }
  read(from)
}

const start = () => {
  const charts = JSON.parse(document.getElementById('chart-data').textContent)
  const views = charts.map((chart) => {
    const element = document.getElementById(chart.id)
    const section = element.closest('.chart')
    const hidden = new Set()
    const view = echarts.init(element, null, { renderer: 'svg' })
    const draw = () => {
      view.resize()
      const isTime = chart.x.format === 'hours'
      const whole = isTime ? windowed(chart, shown.from * chart.x.max, shown.to * chart.x.max) : chart
      const option = chartOption(whole, pageColours(), element.clientWidth < 480)
      option.legend.selected = Object.fromEntries([...hidden].map((name) => [name, false]))
      view.setOption(option, true)
    }
    for (const button of section.querySelectorAll('[data-line]')) {
      button.addEventListener('click', () => {
        const name = button.dataset.line
        if (!hidden.delete(name)) hidden.add(name)
        button.setAttribute('aria-pressed', String(!hidden.has(name)))
        draw()
      })
    }
    let width = 0
    new ResizeObserver(() => {
      if (element.clientWidth === width) return
      width = element.clientWidth
      draw()
    }).observe(element)
    draw()
    return draw
  })
  const all = () => { for (const draw of views) draw() }
  const timed = charts.find((chart) => chart.x.format === 'hours')
  if (timed) timeWindow(timed.x.max, all)
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', all)
  matchMedia('print').addEventListener('change', all)
}

if (typeof document !== 'undefined') start()
`
