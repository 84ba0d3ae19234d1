import { cookie } from "@web/core/browser/cookie";
import { getCustomColor } from "@web/core/colors/colors";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import {
    JournalDashboardGraphField,
    journalDashboardGraphField,
} from "@web/views/fields/journal_dashboard_graph/journal_dashboard_graph_field";

/**
 * The graph of a shop's card: orders per day as bars, revenue as a line above them.
 * A click on a day opens its orders.
 */
export class SalesGraphField extends JournalDashboardGraphField {
    setup() {
        super.setup();
        this.action = useService("action");
        this.orm = useService("orm");
    }

    /** Override of `web` to draw what the card shows now, also after a reload. */
    renderChart() {
        this.data = JSON.parse(this.props.record.data[this.props.name]);
        super.renderChart();
    }

    /** Override of `web` to draw the revenue too, on a scale of its own. */
    getBarChartConfig() {
        const config = super.getBarChartConfig();
        const [orders, revenue] = this.data;
        const scheme = cookie.get("color_scheme");
        Object.assign(config.data.datasets[0], {
            backgroundColor: getCustomColor(scheme, "#A9CDF3", "#35597D"),
            pointStyle: "rect",
            order: 2,
        });
        const lineColor = getCustomColor(scheme, "#714B67", "#C9A4BF");
        config.data.datasets.push({
            type: "line",
            label: revenue.key,
            data: revenue.values.map((point) => point.value),
            borderColor: lineColor,
            backgroundColor: lineColor,
            borderWidth: 2,
            pointRadius: 0,
            pointStyle: "line",
            pointHitRadius: 8,
            yAxisID: "revenue",
            order: 1,
        });
        Object.assign(config.options, this.getOptions(scheme));
        config.options.plugins.legend = {
            align: "end",
            labels: { usePointStyle: true, boxHeight: 7, font: { size: 11 } },
        };
        config.options.plugins.tooltip.callbacks = {
            label: ({ dataset, dataIndex, datasetIndex }) => {
                const { text, value } = this.data[datasetIndex].values[dataIndex];
                return `${dataset.label}: ${text ?? value}`;
            },
        };
        config.options.onClick = (_event, elements) =>
            elements.length && this.openDay(orders.values[elements[0].index].date);
        return config;
    }

    getOptions(scheme) {
        const color = getCustomColor(scheme, "#5F6471", "#B4B7C0");
        const hidden = { display: false, beginAtZero: true };
        const ticks = { color, maxRotation: 0, maxTicksLimit: 6, font: { size: 11 } };
        return {
            animation: false,
            interaction: { mode: "index", intersect: false },
            scales: {
                x: { grid: { display: false }, ticks, border: { display: false } },
                y: {
                    beginAtZero: true,
                    suggestedMax: 4,
                    border: { display: false },
                    grid: { color: getCustomColor(scheme, "#ECEDEF", "#3C3E4B") },
                    ticks: { ...ticks, maxTicksLimit: 3, precision: 0 },
                },
                revenue: { ...hidden, position: "right" },
            },
        };
    }

    async openDay(day) {
        const { resId, resModel } = this.props.record;
        const action = await this.orm.call(resModel, "action_open_sales", [resId, day]);
        await this.action.doAction(action);
    }
}

export const salesGraphField = {
    ...journalDashboardGraphField,
    component: SalesGraphField,
};

registry.category("fields").add("bigcartel_sales_graph", salesGraphField);
