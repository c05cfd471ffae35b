package dev.dunlin.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dunlin.http.Response;
import dev.dunlin.http.files.EntityTags;
import dev.dunlin.http.files.FindByName;
import dev.dunlin.http.server.Endpoint;
import dev.dunlin.http.server.HttpServer;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

@Timeout(180)
class DemoOptionsTest {
    @Test
    void withoutArgumentsTheBundledSiteIsServedOnTheLoopbackAddressAndPort8080() {
        DemoCommand options = parse();

        assertThat(options.site.root).isNull();
        assertThat(addresses(options)).containsExactly(new InetSocketAddress(InetAddress.getLoopbackAddress(), 8080));
        assertThat(options.listen.workers).isEqualTo(Runtime.getRuntime().availableProcessors());
        assertThat(options.site.findByName).isEqualTo(FindByName.SERVE);
        assertThat(options.site.listing).isFalse();
        assertThat(options.log.accessLog).isEqualTo("off");
        assertThat(options.deadlines.grace).isEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void shortAndLongNamesMeanTheSame() {
        DemoCommand brief = parse("-r", "/srv", "-p", "0", "-w", "3");
        DemoCommand wordy = parse("--root", "/srv", "--port=0", "--workers", "3");

        assertThat(brief.site.root).isEqualTo(wordy.site.root).isEqualTo(Path.of("/srv"));
        assertThat(addresses(brief)).isEqualTo(addresses(wordy));
        assertThat(brief.listen.workers).isEqualTo(wordy.listen.workers).isEqualTo(3);
    }

    private static List<SocketAddress> addresses(DemoCommand options) {
        return options.listen.servers().stream()
                .flatMap(List::stream)
                .map(Endpoint::address)
                .toList();
    }

    @Test
    void anInheritedSocketStandsInThePlaceOfThePort() {
        assertThat(parse("--inherit-socket").listen.servers()).hasToString("[[the inherited socket]]");
        assertThat(parse("--inherit-socket", "--unix-socket=/tmp/a.sock")
                        .listen
                        .servers()
                        .get(0))
                .hasSize(2);
    }

    @Test
    void oneInheritedSocketCannotBeSharedOutToPorts() {
        DemoCommand options = parse("--inherit-socket", "--port-per-worker", "--workers=2");

        assertThatThrownBy(options.listen::servers)
                .isInstanceOf(CommandLine.ParameterException.class)
                .hasMessageContaining("--inherit-socket");
    }

    @Test
    void oneUnixSocketCannotBeSharedOutToPorts() {
        DemoCommand options = parse("--unix-socket=/tmp/a.sock", "--port-per-worker", "--workers=2");

        assertThatThrownBy(options.listen::servers)
                .isInstanceOf(CommandLine.ParameterException.class)
                .hasMessageContaining("--unix-socket");
    }

    @Test
    void theModesOfLookUpByNameAreNamedInSmallLetters() {
        assertThat(parse("--find-by-name=serve").site.findByName).isEqualTo(FindByName.SERVE);
        assertThat(parse("--find-by-name=redirect").site.findByName).isEqualTo(FindByName.REDIRECT);
        assertThat(parse("--find-by-name=off").site.findByName).isEqualTo(FindByName.OFF);
    }

    @Test
    void limitsAndDeadlinesAreTakenWithTheirUnits() {
        DemoCommand options = parse(
                "--max-connections=7",
                "--max-request-line=1k",
                "--max-fields=9",
                "--max-field-bytes=2k",
                "--max-content=3g",
                "--cache-size=5m",
                "--max-open-files=11",
                "--backlog=13",
                "--head-deadline=250ms",
                "--content-deadline=3s",
                "--idle-deadline=4m",
                "--write-deadline=5h",
                "--exchange-deadline=0",
                "--grace=0");

        assertThat(options.limits.maxConnections).isEqualTo(7);
        assertThat(options.limits.maxRequestLine).isEqualTo(1024);
        assertThat(options.limits.maxFields).isEqualTo(9);
        assertThat(options.limits.maxFieldBytes).isEqualTo(2048);
        assertThat(options.limits.maxContent).isEqualTo(3L << 30);
        assertThat(options.site.cacheSize).isEqualTo(5 << 20);
        assertThat(options.site.maxOpenFiles).isEqualTo(11);
        assertThat(options.listen.backlog).isEqualTo(13);
        assertThat(options.deadlines.head).isEqualTo(Duration.ofMillis(250));
        assertThat(options.deadlines.content).isEqualTo(Duration.ofSeconds(3));
        assertThat(options.deadlines.idle).isEqualTo(Duration.ofMinutes(4));
        assertThat(options.deadlines.write).isEqualTo(Duration.ofHours(5));
        assertThat(options.deadlines.exchange).isZero();
        assertThat(options.deadlines.grace).isZero();
    }

    @Test
    void directoriesAreExcludedOneByOneAndTagsAreOfAKind() {
        DemoCommand options =
                parse("--find-by-name-exclude=private", "--find-by-name-exclude=/a/b/", "--etag=modification-time");

        assertThat(options.site.findByNameExclude).containsExactly("private", "/a/b/");
        assertThat(options.site.etag).isEqualTo(EntityTags.MODIFICATION_TIME);
        assertThat(parse("--etag=content").site.etag).isEqualTo(EntityTags.CONTENT);
        assertThat(parse().site.etag).isEqualTo(EntityTags.CHANGE_TIME);
        assertThat(parse().site.maxOpenFiles).isNull();
    }

    @Test
    void anArgumentFileStandsForItsArguments(@TempDir Path directory) throws Exception {
        Path arguments = Files.writeString(directory.resolve("options"), "# where\n--port 0\n--workers=5\n");

        DemoCommand options = parse("@" + arguments);

        assertThat(options.listen.port).isZero();
        assertThat(options.listen.workers).isEqualTo(5);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "--foo                    | --foo",
                "--foo=bar                | --foo=bar",
                "-x                       | -x",
                "somewhere                | somewhere",
                "@nosuchfile              | @nosuchfile",
                "--root=                  | --root    ''",
                "--find-by-name=maybe     | --find-by-name maybe",
                "--find-by-name=SERVE     | --find-by-name SERVE",
                "--port=70000             | --port    70000",
                "--port=-1                | --port    -1",
                "--port=http              | --port    http",
                "--port=                  | --port    ''",
                "--port-per-worker --port=65534 --workers=3 | --port 65534",
                "--port-per-worker=maybe  | --port-per-worker maybe",
                "balancer --port=65534 --workers=3 | --port 65534",
                "balancer --port=0        | --port    0",
                "balancer --workers=257   | --workers 257",
                "balancer --listen=0      | --listen  0",
                "balancer --port=8080 --workers=3 --listen=8082 | --listen 8082",
                "balancer --platform=plan9 | --platform plan9",
                "balancer --root=.        | --root    .",
                "--workers=0              | --workers 0",
                "--workers=257            | --workers 257",
                "--workers=x              | --workers x",
                "--workers=99999999999    | --workers 99999999999",
                "--bind=[::g]             | --bind    [::g]",
                "--bind=                  | --bind    ''",
                "--unix-socket=           | --unix-socket ''",
                "--backlog=0              | --backlog 0",
                "--trusted-proxy=localhost | --trusted-proxy localhost",
                "--trusted-proxy=10.0.0.1/8 | --trusted-proxy 10.0.0.1/8",
                "--trusted-proxy=         | --trusted-proxy ''",
                "--proxy-protocol=2       | --proxy-protocol 2",
                "--server-name=\u00e9     | --server-name \u00e9",
                "--max-open-files=0          | --max-open-files 0",
                "--etag=inode             | --etag inode change-time modification-time content",
                "--find-by-name-exclude=../a | --find-by-name-exclude ../a",
                "--find-by-name-exclude=  | --find-by-name-exclude ''",
                "--cache-size=-1          | --cache-size -1",
                "--cache-size=1t          | --cache-size 1t",
                "--max-connections=0      | --max-connections 0",
                "--max-request-line=15    | --max-request-line 15",
                "--max-fields=0           | --max-fields 0",
                "--max-field-bytes=17m    | --max-field-bytes 17m",
                "--max-content=lots       | --max-content lots",
                "--head-deadline=10       | --head-deadline 10",
                "--content-deadline=-1s   | --content-deadline -1s",
                "--idle-deadline=forever  | --idle-deadline forever",
                "--write-deadline=9999h   | --write-deadline 9999h",
                "--exchange-deadline=1.5s | --exchange-deadline 1.5s",
                "--access-log-format=xml  | --access-log-format xml common combined json",
                "--access-log=a --access-log-rotate=1    | --access-log-rotate 1",
                "--access-log=a --access-log-rotate=hourly | --access-log-rotate hourly daily",
                "--access-log=a --access-log-keep=0      | --access-log-keep 0",
                "--access-log-rotate=1m   | --access-log-rotate --access-log",
                "--access-log=- --access-log-rotate=1m   | --access-log-rotate --access-log",
                "--access-log=a%d --access-log-rotate=1m | --access-log-rotate a%d",
                "--access-log=a\\b --access-log-rotate=1m | --access-log-rotate a\\b",
                "--grace=10sec            | --grace   10sec",
                "--port=1 --port=2        | --port    ''",
                "--root                   | --root    DIR"
            })
    void aWrongOptionIsNamedWithItsValueInOneLineAndExitCode2(String arguments, String named) {
        Outcome outcome = run(arguments.split(" ", -1));

        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.errors()).startsWith("dunlin: ").contains("--help").endsWith("\n");
        assertThat(outcome.errors().lines()).hasSize(1);
        for (String part : named.split(" +", -1)) assertThat(outcome.errors()).contains(part.replace("''", ""));
    }

    @ParameterizedTest
    @CsvSource({
        "--ports=80, --port",
        "--worker=2, --workers",
        "--acess-log=x, --access-log",
        "--list, --listing",
        "--find-by-names=off, --find-by-name",
        "--prot=80, --port",
        "--lsiting, --listing",
        "--wokers=2, --workers",
        "--tls-crt=x, --tls-cert",
        "--self-singed, --self-signed"
    })
    void theNearestOptionIsSuggestedInTheSameLine(String option, String meant) {
        String errors = run(option).errors();

        assertThat(errors).containsPattern("did you mean " + meant + "( or --\\S+)?\\?");
        assertThat(errors.lines()).hasSize(1);
    }

    @Test
    void theNearestCommandIsSuggestedToo() {
        assertThat(run("balanser").errors()).contains("did you mean balancer?");
        assertThat(run("balancer", "--prot=80").errors()).contains("did you mean --port?");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--quux", "--directory", "-", "--=x"})
    void whatIsNearNoOptionGetsNoSuggestion(String option) {
        assertThat(run(option).errors()).startsWith("dunlin: ").doesNotContain("did you mean");
    }

    @Test
    void helpHasExamplesThatAreUnderstood() {
        List<String> examples = run("--help")
                .output()
                .lines()
                .map(String::strip)
                .filter(line -> line.startsWith("dunlin --"))
                .toList();

        assertThat(examples).hasSize(5);
        for (String example : examples) {
            parse(example.substring("dunlin ".length()).split(" "));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"--workers=1\n2", "--workers=1\r2", "--workers=1\u00852", "--workers=1\u20282", "--no\n\n--way"})
    void noValueCanMakeTheMessageLongerThanALine(String argument) {
        assertThat(run(argument).errors().lines()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"--root,/no/such/directory, it does not exist", "--access-log,/no/such/directory/log, it does not exist"
    })
    void whatTheDiskRefusesIsToldInOneLineAndExitCode1(String option, String value, String reason) {
        Outcome outcome = run("--port=0", option, value);

        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.errors())
                .isEqualToIgnoringNewLines("dunlin: " + outcome.errors().substring(8));
        assertThat(outcome.errors().lines()).hasSize(1);
        assertThat(outcome.errors()).contains(option).contains(value).contains(reason);
    }

    @Test
    void aFileIsNoRoot(@TempDir Path directory) throws Exception {
        Path file = Files.createFile(directory.resolve("page.html"));

        Outcome outcome = run("--port=0", "--root", file.toString());

        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.errors()).contains("--root", file.toString(), "it is not a directory");
        assertThat(outcome.errors().lines()).hasSize(1);
    }

    @Test
    void helpNamesEachOption() {
        Outcome outcome = run("--help");

        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.output()).contains("--root", "--port", "--access-log", "--grace", "@FILE", "balancer");
        for (OptionSpec option : Demo.commandLine().getCommandSpec().options()) {
            assertThat(outcome.output()).contains(option.longestName());
            assertThat(option.description()).as(option.longestName()).isNotEmpty();
        }
    }

    @Test
    void versionIsAQuestionNotAnError() {
        Outcome outcome = run("--version");

        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.output()).startsWith("Dunlin ");
    }

    /** Otherwise an option would let a value pass that ends in the server's exception, or refuse one that it takes. */
    @ParameterizedTest
    @CsvSource({
        "--max-request-line, 16, 1048576",
        "--max-fields, 1, 10000",
        "--max-field-bytes, 16, 16777216",
        "--max-connections, 1, 2147483647",
        "--backlog, 1, 2147483647",
        "--workers, 1, 256"
    })
    void theBoundsOfAnOptionAreThoseOfTheServer(String option, long least, long most) {
        assertThat(run(option, Long.toString(least - 1)).exitCode()).isEqualTo(2);
        assertThat(run(option, Long.toString(most + 1)).exitCode()).isEqualTo(2);
        for (long bound : new long[] {least, most})
            start(parse("--port=0", option, Long.toString(bound))).close();
    }

    @Test
    void theServerRefusesWhatTheOptionsRefuse() {
        HttpServer.Builder tooManyFields =
                HttpServer.builder().maxFields(10_001).handler((q, s) -> {});
        HttpServer.Builder tooLongLine =
                HttpServer.builder().maxRequestLine((1 << 20) + 1).handler((q, s) -> {});
        HttpServer.Builder tooManyBytes =
                HttpServer.builder().maxFieldBytes((1 << 24) + 1).handler((q, s) -> {});

        for (HttpServer.Builder builder : new HttpServer.Builder[] {tooManyFields, tooLongLine, tooManyBytes}) {
            assertThatThrownBy(builder::start).isInstanceOf(IllegalArgumentException.class);
        }
    }

    private static HttpServer start(DemoCommand options) {
        HttpServer.Builder builder = HttpServer.builder();
        options.listen.applyTo(builder);
        options.limits.applyTo(builder, 1);
        options.deadlines.applyTo(builder);
        return builder.handler((request, responder) -> responder.respond(Response.ok("")))
                .start();
    }

    private static DemoCommand parse(String... arguments) {
        CommandLine command = Demo.commandLine();
        command.parseArgs(arguments);
        return command.getCommand();
    }

    private static Outcome run(String... arguments) {
        StringWriter output = new StringWriter();
        StringWriter errors = new StringWriter();
        int exitCode = Demo.commandLine()
                .setOut(new PrintWriter(output, true))
                .setErr(new PrintWriter(errors, true))
                .execute(arguments);
        return new Outcome(exitCode, output.toString(), errors.toString());
    }

    private record Outcome(int exitCode, String output, String errors) {}
}
