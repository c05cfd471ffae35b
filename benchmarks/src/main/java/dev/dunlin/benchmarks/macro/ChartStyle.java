package dev.dunlin.benchmarks.macro;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.util.Locale;
import org.knowm.xchart.style.AxesChartStyler;
import org.knowm.xchart.style.AxesChartStyler.TextAlignment;
import org.knowm.xchart.style.Styler.LegendLayout;
import org.knowm.xchart.style.Styler.LegendPosition;

/** How all charts look. */
final class ChartStyle {
    /** In pixels, twice as many as a page shows, so that it is sharp on fine screens. */
    static final int WIDTH = 1600;

    static final int HEIGHT = 840;

    static final Color INK = new Color(0x24292f);
    private static final Color FAINT_INK = new Color(0x57606a);
    private static final Color GRID = new Color(0xe4e7eb);

    /** Of Okabe and Ito: told apart by those who see few colours, too. */
    private static final Color[] COLORS = {new Color(0x0072b2), new Color(0xe69f00), new Color(0x009e73)};

    private ChartStyle() {}

    static void apply(AxesChartStyler styler) {
        colours(styler);
        fonts(styler);
        places(styler);
    }

    private static void colours(AxesChartStyler styler) {
        styler.setSeriesColors(COLORS);
        styler.setChartBackgroundColor(Color.WHITE);
        styler.setPlotBackgroundColor(Color.WHITE);
        styler.setPlotBorderVisible(false);
        styler.setPlotGridLinesColor(GRID);
        styler.setPlotGridLinesStroke(new BasicStroke(2));
        styler.setChartFontColor(INK);
        styler.setAxisTickLabelsColor(FAINT_INK);
        styler.setLegendBorderColor(Color.WHITE);
    }

    private static void fonts(AxesChartStyler styler) {
        styler.setChartTitleFont(font(Font.BOLD, 34));
        styler.setAxisTitleFont(font(Font.PLAIN, 26));
        styler.setAxisTickLabelsFont(font(Font.PLAIN, 26));
        styler.setLegendFont(font(Font.PLAIN, 26));
    }

    private static void places(AxesChartStyler styler) {
        styler.setChartPadding(30);
        styler.setPlotMargin(0);
        styler.setChartTitlePadding(20);
        styler.setChartTitleBoxVisible(false);
        styler.setLegendPosition(LegendPosition.OutsideS);
        styler.setLegendLayout(LegendLayout.Horizontal);
        styler.setLegendPadding(24);
        styler.setAxisTicksMarksVisible(false);
        styler.setAxisTicksLineVisible(false);
        styler.setAxisTickPadding(12);
        styler.setYAxisLabelAlignment(TextAlignment.Right);
        styler.setYAxisTickMarkSpacingHint(90);
        styler.setPlotGridVerticalLinesVisible(false);
        styler.setLocale(Locale.ROOT);
        styler.setYAxisDecimalPattern("#,##0.#");
        styler.setYAxisMin(0.0);
    }

    static Font font(int style, int size) {
        return new Font(Font.SANS_SERIF, style, size);
    }
}
