package dev.dunlin.demo;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Where the root and the workers may come from, other than from options of their own. */
@Command(optionListHeading = "%nWhere to take the root and the workers from%n")
final class SetupOptions {
    @Option(
            names = "--httpd-conf",
            paramLabel = "FILE",
            description = "A configuration of the older form: lines document_root PATH, thread_limit N, cpu_limit N."
                    + " The workers are the threads if those are limited, else the CPUs. Options go before it.")
    @Nullable
    Path httpdConf;

    @Option(
            names = "--interactive",
            description = "Asks on the terminal for the workers and the root; an empty line takes what is proposed.")
    boolean interactive;

    /**
     * Completes what the command line says by the file, and then by the answers of the user.
     *
     * @throws ParameterException if a value in the file is wrong
     * @throws StartException if the file cannot be read, or the user gives no answers
     */
    void applyTo(DemoCommand options, ParseResult given) throws StartException {
        if (httpdConf != null) configure(options, given, httpdConf);
        if (interactive) {
            // What the user types is in the encoding of the locale, as all of a terminal.
            ask(options, new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset())), System.out);
        }
    }

    private static void configure(DemoCommand options, ParseResult given, Path file) throws StartException {
        HttpdConf conf;
        try {
            conf = HttpdConf.read(file, System.err);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(given.commandSpec().commandLine(), "--httpd-conf: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new StartException("--httpd-conf: cannot read '" + file + "': " + Reasons.of(e), e);
        }
        if (conf.root() != null && !given.hasMatchedOption("--root")) options.site.root = conf.root();
        if (conf.workers() > 0 && !given.hasMatchedOption("--workers")) options.listen.workers = conf.workers();
    }

    private static void ask(DemoCommand options, BufferedReader answers, PrintStream terminal) throws StartException {
        try {
            Dialogue dialogue = new Dialogue(answers, terminal);
            options.listen.workers = dialogue.workers(options.listen.workers);
            options.site.root = dialogue.root(options.site.root);
        } catch (IOException e) {
            throw new StartException("--interactive: " + Reasons.of(e), e);
        }
    }
}
