package dev.dunlin.benchmarks.macro.peers;

import dev.dunlin.benchmarks.macro.Machine;
import dev.dunlin.benchmarks.macro.SampleMachine;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Results that nobody has measured. */
final class SampleResults {
    private static final Plan PLAN = new Plan(
            List.of(Server.DUNLIN, Server.NGINX, Server.FLOOR), List.of(Load.A, Load.C), 3, 5, 50_000, 10, 3, 2);

    private SampleResults() {}

    /**
     * Of three rounds, in each of which the machine is slower than before, and the same to all: under a, Dunlin takes 8 µs
     * to nginx' 10 and the floor's 7 in the first one, twice as much in the second and three times as much in the third.
     * Under c it takes 180 to nginx' 150, and the floor has no such file.
     */
    static Results create() {
        List<Run> runs = new ArrayList<>();
        for (int round = 1; round <= PLAN.rounds(); round++) {
            runs.add(run(Server.DUNLIN, Load.A, round, 8 * round, null));
            runs.add(run(Server.NGINX, Load.A, round, 10 * round, null));
            runs.add(run(Server.FLOOR, Load.A, round, 7 * round, null));
            runs.add(run(Server.DUNLIN, Load.C, round, 180 * round, new Fairness(40, 100)));
            runs.add(run(Server.NGINX, Load.C, round, 150 * round, new Fairness(90, 100)));
            runs.add(new Run(Server.FLOOR, Load.C, round, null, "has no such file"));
        }
        Machine machine = SampleMachine.with(Map.of("wrk", "4.1.0", "nginx", "1.22.1"));
        return new Results(
                "2026-02-05T10:15:30Z",
                machine,
                17,
                PLAN,
                Map.of(Server.DUNLIN, "0.1", Server.NGINX, "1.22.1", Server.FLOOR, "of 17"),
                Map.of(
                        Server.DUNLIN, List.of(310.0, 290.0, 280.0),
                        Server.NGINX, List.of(14.0, 15.0, 13.0),
                        Server.FLOOR, List.of(200.0, 210.0, 220.0)),
                Map.of(Server.DUNLIN, 129.0, Server.NGINX, 22.0),
                runs);
    }

    private static Run run(Server server, Load load, int round, double micros, @Nullable Fairness fairness) {
        return new Run(server, load, round, new Run.Measured(micros, 1e6 / micros, 100 * round, 1, 4, fairness), null);
    }
}
