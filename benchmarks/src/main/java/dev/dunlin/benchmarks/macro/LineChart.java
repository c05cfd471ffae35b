package dev.dunlin.benchmarks.macro;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;

/** Lines over sizes that grow by factors: drawn without a screen, as a PNG. */
public final class LineChart {
    private final XYChart chart;

    public LineChart(String title, String sizeTitle, String valueTitle) {
        chart = new XYChartBuilder()
                .width(ChartStyle.WIDTH)
                .height(ChartStyle.HEIGHT)
                .title(title)
                .xAxisTitle(sizeTitle)
                .yAxisTitle(valueTitle)
                .build();
        ChartStyle.apply(chart.getStyler());
        chart.getStyler().setXAxisLogarithmic(true);
        chart.getStyler().setXAxisDecimalPattern("#,##0");
        chart.getStyler().setMarkerSize(14);
    }

    /** Adds a line through these points. */
    public void add(String name, List<Integer> sizes, List<Double> values) {
        chart.addSeries(name, sizes, values).setLineWidth(4);
    }

    public void write(Path file) throws IOException {
        ImageIO.write(BitmapEncoder.getBufferedImage(chart), "png", file.toFile());
    }
}
