package dev.dunlin.benchmarks.macro.scaling;

import dev.dunlin.benchmarks.macro.Figures;
import dev.dunlin.benchmarks.macro.MeasurementException;
import dev.dunlin.benchmarks.macro.Progress;
import dev.dunlin.benchmarks.macro.Workspace;
import dev.dunlin.benchmarks.macro.servers.Dunlin;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Measures what a plan wants, a dimension after the other: a server for each size, all ready before the first round, and in
 * each round a run for each size, so that a machine that gets slower is unjust to all sizes alike.
 */
final class Growth {
    private final Plan plan;
    private final Dunlin dunlin;
    private final Workspace workspace;
    private final Progress progress;

    Growth(Plan plan, Dunlin dunlin, Workspace workspace, Progress progress) {
        this.plan = plan;
        this.dunlin = dunlin;
        this.workspace = workspace;
        this.progress = progress;
    }

    /** Returns when all is measured, and all that it has made is gone again. */
    List<Point> run() throws MeasurementException {
        workspace.write(Stage.SMALL.substring(1), 1_000);
        List<Point> points = new ArrayList<>();
        for (Dimension dimension : plan.dimensions()) measure(dimension, points);
        return points;
    }

    private void measure(Dimension dimension, List<Point> points) throws MeasurementException {
        Map<Integer, Stage> stages = new LinkedHashMap<>();
        try {
            for (int size : dimension.sizes(plan.maxFiles())) {
                progress.says("preparing " + Figures.whole(size) + " " + dimension.title());
                Stage stage = Stage.of(dimension, size, dunlin, workspace);
                stages.put(size, stage);
                if (plan.warmup() > 0) stage.micros(plan.warmup());
            }
            for (int round = 1; round <= plan.rounds(); round++) {
                for (Map.Entry<Integer, Stage> stage : stages.entrySet()) {
                    progress.begins("round " + round + ": " + Figures.whole(stage.getKey()) + " " + dimension.title());
                    double micros = stage.getValue().micros(plan.seconds());
                    progress.ended(Figures.brief(micros) + " µs of CPU by request");
                    points.add(new Point(dimension, stage.getKey(), round, micros));
                }
            }
        } finally {
            for (Stage stage : stages.values()) stage.close();
        }
    }
}
