// What the charts page uses of ECharts, and nothing else: bars on axes, drawn on canvas. Bundled at set-up.

import { BarChart } from 'echarts/charts';
import { GridComponent } from 'echarts/components';
import { init, use } from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';

use([BarChart, GridComponent, CanvasRenderer]);

export { init };
