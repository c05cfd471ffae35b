package dev.dunlin.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DialogueTest {
    private final ByteArrayOutputStream shown = new ByteArrayOutputStream();

    @TempDir
    Path directory;

    @Test
    void anEmptyLineTakesWhatIsProposed() throws Exception {
        Dialogue dialogue = dialogue("\n \n\n");

        assertThat(dialogue.workers(7)).isEqualTo(7);
        assertThat(dialogue.root(directory)).isEqualTo(directory);
        assertThat(dialogue.root(null)).isNull();
        assertThat(shown()).contains("[7]", "[" + directory + "]", "[the bundled site]");
    }

    @Test
    void anAnswerIsTaken() throws Exception {
        Dialogue dialogue = dialogue(" 256 \n" + directory + "\n");

        assertThat(dialogue.workers(7)).isEqualTo(256);
        assertThat(dialogue.root(null)).isEqualTo(directory);
    }

    @Test
    void aWrongNumberIsNamedAndAskedForAgain() throws Exception {
        assertThat(dialogue("0\n257\nmany\n3\n").workers(1)).isEqualTo(3);

        assertThat(shown()).contains("'0' is not", "'257' is not", "'many' is not", "from 1 to 256");
        assertThat(shown().split("Workers", -1)).hasSize(5);
    }

    @Test
    void whatCannotBeServedIsNamedAndAskedForAgain() throws Exception {
        Path file = Files.createFile(directory.resolve("page.html"));
        Path missing = directory.resolve("missing");

        assertThat(dialogue(file + "\n\n" + directory + "\n").root(missing)).isEqualTo(directory);

        assertThat(shown())
                .contains("'" + file + "': it is not a directory")
                .contains("'" + missing + "': it does not exist");
    }

    @Test
    void theEndOfTheInputEndsTheDialogue() throws Exception {
        Dialogue dialogue = dialogue("x\n");

        assertThatThrownBy(() -> dialogue.workers(1)).isInstanceOf(EOFException.class);
        assertThatThrownBy(() -> dialogue.root(null)).isInstanceOf(EOFException.class);
        assertThat(shown()).endsWith(System.lineSeparator());
    }

    private Dialogue dialogue(String answers) {
        return new Dialogue(
                new BufferedReader(new StringReader(answers)), new PrintStream(shown, true, StandardCharsets.UTF_8));
    }

    private String shown() {
        return shown.toString(StandardCharsets.UTF_8);
    }
}
