package dev.dunlin.benchmarks.macro;

import java.awt.Color;
import java.awt.Font;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.style.CategoryStyler;

/** Bars in groups, with their values written on them: drawn without a screen, as a PNG. */
public final class BarChart {
    private final CategoryChart chart;
    private final List<?> groups;
    private int series;

    /** @param groups what stands below the groups of bars */
    public BarChart(String title, String groupTitle, String valueTitle, List<?> groups) {
        this.groups = List.copyOf(groups);
        this.chart = new CategoryChartBuilder()
                .width(ChartStyle.WIDTH)
                .height(ChartStyle.HEIGHT)
                .title(title)
                .xAxisTitle(groupTitle)
                .yAxisTitle(valueTitle)
                .build();
        ChartStyle.apply(chart.getStyler());
        labels(chart.getStyler());
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

    private static void labels(CategoryStyler styler) {
        styler.setAvailableSpaceFill(0.7);
        styler.setLabelsVisible(true);
        styler.setLabelsPosition(0.96);
        styler.setLabelsFont(ChartStyle.font(Font.PLAIN, 24));
        styler.setLabelsFontColorAutomaticLight(Color.WHITE);
        styler.setLabelsFontColorAutomaticDark(ChartStyle.INK);
    }
}
