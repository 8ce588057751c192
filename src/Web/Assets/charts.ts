// Charts of the supervision pages; loaded there only. The table beside a chart says the same.
import { BarChart, CustomChart } from 'echarts/charts';
import { GridComponent, TooltipComponent } from 'echarts/components';
import { init, use } from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';

use([BarChart, CustomChart, GridComponent, TooltipComponent, CanvasRenderer]);

interface Figure { name: string; median: number; ninety: number; total: number; limit: number | null }

const holder = document.getElementById('stage-chart');
if (holder?.dataset.figures) draw(holder, JSON.parse(holder.dataset.figures) as Figure[]);

function draw(element: HTMLElement, figures: Figure[]): void {
  const style = getComputedStyle(document.body);
  const colour = (name: string) => style.getPropertyValue(name).trim();
  // The policy of the pages refuses style attributes: the height is set here, the chart is drawn on a canvas, its tooltip too.
  element.style.height = `${element.dataset.height}px`;
  const chart = init(element);
  const marks = (params: unknown, api: { value(i: number): number; coord(p: number[]): number[] }) => {
    const row = api.value(0);
    const point = (days: number) => api.coord([days, row]) as [number, number];
    const [endX, y] = point(api.value(1));
    const [startX] = point(0);
    const children: object[] = [
      { type: 'line', shape: { x1: startX, y1: y, x2: endX, y2: y }, style: { stroke: colour('--kc-ink-3'), lineWidth: 2 } },
      { type: 'line', shape: { x1: endX, y1: y - 5, x2: endX, y2: y + 5 }, style: { stroke: colour('--kc-ink-3'), lineWidth: 2 } },
    ];
    const limit = api.value(2);
    if (limit > 0) {
      const [x] = point(limit);
      children.push({ type: 'line', shape: { x1: x, y1: y - 14, x2: x, y2: y + 14 }, style: { stroke: colour('--kc-ink'), lineWidth: 2, lineDash: [3, 3] } });
    }
    return { type: 'group', children };
  };
  const option: Record<string, unknown> = {
    animation: false,
    textStyle: { fontFamily: style.fontFamily, fontSize: 13 },
    grid: { left: 8, right: 120, top: 8, bottom: 8, containLabel: true },
    tooltip: { trigger: 'axis', renderMode: 'richText', axisPointer: { type: 'shadow' }, formatter: (items: { dataIndex: number }[]) => words(figures[items[0]?.dataIndex ?? 0]!) },
    xAxis: { type: 'value', name: '工作日', min: 0, max: Math.max(...figures.map(f => Math.max(f.ninety, f.limit ?? 0))) + 1, axisLabel: { color: colour('--kc-ink-3') } },
    yAxis: { type: 'category', inverse: true, data: figures.map(f => f.name), axisTick: { show: false }, axisLabel: { color: colour('--kc-ink') } },
    series: [
      { type: 'bar', name: '中位', barWidth: 16, itemStyle: { color: colour('--kc-blue') }, data: figures.map(f => f.median), z: 1 },
      { type: 'custom', name: '九成与期限', renderItem: marks, data: figures.map((f, i) => [i, f.ninety, f.limit ?? 0]), encode: { y: 0, x: 1 }, z: 2 },
      { type: 'bar', barGap: '-100%', barWidth: 16, itemStyle: { color: 'transparent' }, data: figures.map(f => Math.max(f.ninety, f.limit ?? 0)), label: { show: true, position: 'right', color: colour('--kc-ink'), formatter: (p: { dataIndex: number }) => `${figures[p.dataIndex]!.median} 天，九成 ${figures[p.dataIndex]!.ninety} 天` }, silent: true },
    ],
  };
  chart.setOption(option);
  addEventListener('resize', () => chart.resize());
}

function words(f: Figure): string {
  return `${f.name}：中位 ${f.median} 个工作日，九成 ${f.ninety} 个工作日，含暂停中位 ${f.total} 个工作日${f.limit ? `，期限 ${f.limit} 个工作日` : ''}`;
}
