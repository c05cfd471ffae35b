package dev.dunlin.benchmarks.macro;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageIO;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.style.AxesChartStyler.TextAlignment;
import org.knowm.xchart.style.CategoryStyler;
import org.knowm.xchart.style.Styler.LegendLayout;
import org.knowm.xchart.style.Styler.LegendPosition;

/** Bars in groups, with their values written on them: drawn without a screen, as a PNG. */
public final class BarChart {
    /** In pixels, twice as many as a page shows, so that it is sharp on fine screens. */
    private static final int WIDTH = 1600;

    private static final int HEIGHT = 840;

    private static final Color INK = new Color(0x24292f);
    private static final Color FAINT_INK = new Color(0x57606a);
    private static final Color GRID = new Color(0xe4e7eb);

    /** Of Okabe and Ito: told apart by those who see few colours, too. */
    private static final Color[] COLORS = {new Color(0x0072b2), new Color(0xe69f00), new Color(0x009e73)};

    private final CategoryChart chart;
    private final List<?> groups;
    private int series;

    /** @param groups what stands below the groups of bars */
    public BarChart(String title, String groupTitle, String valueTitle, List<?> groups) {
        this.groups = List.copyOf(groups);
        this.chart = new CategoryChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .title(title)
                .xAxisTitle(groupTitle)
                .yAxisTitle(valueTitle)
                .build();
        colours(chart.getStyler());
        fonts(chart.getStyler());
        places(chart.getStyler());
    }

    /**
     * Fails where nothing can be drawn: a Java for servers draws letters only if the system has some.
     *
     * @throws MeasurementException with what is to be installed
     */
    public static void requireFonts() throws MeasurementException {
        try {
            BarChart probe = new BarChart("probe", "x", "y", List.of(1));
            probe.add("probe", List.of(1.0));
            probe.draw();
        } catch (RuntimeException | LinkageError | InternalError e) {
            throw new MeasurementException(
                    "charts cannot be drawn (Debian packages: fontconfig and fonts-dejavu-core)", e);
        }
    }

    /** Adds a bar to each group. */
    public void add(String name, List<Double> values) {
        chart.addSeries(name, groups, values.stream().map(BarChart::shortened).toList());
        // The axis says what a single one is.
        chart.getStyler().setLegendVisible(++series > 1);
    }

    public void write(Path file) throws IOException {
        ImageIO.write(draw(), "png", file.toFile());
    }

    private BufferedImage draw() {
        return BitmapEncoder.getBufferedImage(chart);
    }

    /** As many digits as say something, for there is no room for more. */
    private static double shortened(double value) {
        return value < 10 ? Math.round(value * 10) / 10.0 : Math.round(value);
    }

    private static void colours(CategoryStyler styler) {
        styler.setSeriesColors(COLORS);
        styler.setChartBackgroundColor(Color.WHITE);
        styler.setPlotBackgroundColor(Color.WHITE);
        styler.setPlotBorderVisible(false);
        styler.setPlotGridLinesColor(GRID);
        styler.setPlotGridLinesStroke(new BasicStroke(2));
        styler.setChartFontColor(INK);
        styler.setAxisTickLabelsColor(FAINT_INK);
        styler.setLabelsFontColorAutomaticLight(Color.WHITE);
        styler.setLabelsFontColorAutomaticDark(INK);
        styler.setLegendBorderColor(Color.WHITE);
    }

    private static void fonts(CategoryStyler styler) {
        styler.setChartTitleFont(font(Font.BOLD, 34));
        styler.setAxisTitleFont(font(Font.PLAIN, 26));
        styler.setAxisTickLabelsFont(font(Font.PLAIN, 26));
        styler.setLabelsFont(font(Font.PLAIN, 24));
        styler.setLegendFont(font(Font.PLAIN, 26));
    }

    private static void places(CategoryStyler styler) {
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
        styler.setAvailableSpaceFill(0.7);
        styler.setLocale(Locale.ROOT);
        styler.setYAxisDecimalPattern("#,##0.#");
        styler.setYAxisMin(0.0);
        styler.setLabelsVisible(true);
        styler.setLabelsPosition(0.96);
    }

    private static Font font(int style, int size) {
        return new Font(Font.SANS_SERIF, style, size);
    }
}
