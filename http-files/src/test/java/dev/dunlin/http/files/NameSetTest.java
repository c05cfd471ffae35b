package dev.dunlin.http.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NameSetTest {
    private final NameSet set = new NameSet();

    @Test
    void beginsEmpty() {
        assertThat(set.size()).isZero();
        assertThat(set.find("a")).isNull();
        assertThat(set.remove("a")).isFalse();
        assertThat(names()).isEmpty();
    }

    @Test
    void givesTheInstanceThatItHolds() {
        String held = new String("name".toCharArray());
        set.add(held);

        assertThat(set.find("name")).isSameAs(held);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void agreesWithAHashSetThatGrowsAndShrinks(long seed) {
        Random random = new Random(seed);
        Set<String> model = new HashSet<>();
        for (int i = 0; i < 20_000; i++) {
            String name = name(random);
            boolean shrinking = i / 2000 % 2 == 1;
            if (random.nextInt(4) == 0 ^ shrinking) {
                assertThat(set.remove(name)).isEqualTo(model.remove(name));
            } else if (!shrinking && model.add(name)) {
                set.add(name);
            }
            assertThat(set.find(name) != null).isEqualTo(model.contains(name));
            if (i % 500 == 0) assertThat(names()).containsExactlyInAnyOrderElementsOf(model);
        }
        assertThat(names()).containsExactlyInAnyOrderElementsOf(model);

        for (String name : List.copyOf(model)) assertThat(set.remove(name)).isTrue();
        assertThat(names()).isEmpty();
    }

    /** Many of these have equal hash codes: "Aa" and "BB" do. */
    private static String name(Random random) {
        StringBuilder name = new StringBuilder();
        for (int i = 0; i < 9; i++) name.append(random.nextBoolean() ? "Aa" : "BB");
        return random.nextInt(10) == 0 ? name.toString() : "file-" + random.nextInt(1000);
    }

    @Test
    void bearsThatAMillionNamesComeAndGo() {
        for (int i = 0; i < 1_000_000; i++) set.add("name-" + i);
        assertThat(set.size()).isEqualTo(1_000_000);
        for (int i = 0; i < 1_000_000; i++) set.remove("name-" + i);
        assertThat(set.size()).isZero();
    }

    private List<String> names() {
        List<String> names = new ArrayList<>();
        set.forEach(names::add);
        assertThat(names).hasSize(set.size());
        return names;
    }
}
