package dev.dunlin.demo;

import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.TypeConversionException;

/** Asks the user until an answer is right. Each question names what an empty line stands for. */
final class Dialogue {
    private final BufferedReader answers;
    private final PrintStream terminal;

    /**
     * A dialogue that has not begun.
     *
     * @param terminal shows questions, and what is wrong with an answer
     */
    Dialogue(BufferedReader answers, PrintStream terminal) {
        this.answers = answers;
        this.terminal = terminal;
    }

    /**
     * The number of event loops.
     *
     * @throws IOException if there are no more answers
     */
    int workers(int proposed) throws IOException {
        BoundedNumber.Workers numbers = new BoundedNumber.Workers();
        while (true) {
            String answer = ask("Workers, 1 to 256", String.valueOf(proposed));
            if (answer.isEmpty()) return proposed;
            try {
                return numbers.convert(answer);
            } catch (TypeConversionException e) {
                refuse(e);
            }
        }
    }

    /**
     * The directory to serve, which can be served now.
     *
     * @param proposed null for the bundled site
     * @return null for the bundled site
     * @throws IOException if there are no more answers
     */
    @Nullable
    Path root(@Nullable Path proposed) throws IOException {
        DirectoryConverter directories = new DirectoryConverter();
        while (true) {
            String answer = ask("Directory to serve", proposed == null ? "the bundled site" : proposed.toString());
            if (answer.isEmpty() && proposed == null) return null;
            try {
                // The proposed one comes from somebody too, and may be wrong.
                return SiteOptions.checked(
                        answer.isEmpty() && proposed != null ? proposed : directories.convert(answer));
            } catch (TypeConversionException | StartException e) {
                refuse(e);
            }
        }
    }

    private String ask(String question, String proposed) throws IOException {
        terminal.print(question + " [" + proposed + "]: ");
        terminal.flush();
        String answer = answers.readLine();
        if (answer != null) return answer.strip();
        // Ends the line of the question.
        terminal.println();
        throw new EOFException("the input ended before all was answered");
    }

    private void refuse(Exception fault) {
        terminal.println(fault.getMessage());
    }
}
