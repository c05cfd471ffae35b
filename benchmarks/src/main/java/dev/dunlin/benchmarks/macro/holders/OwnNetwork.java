package dev.dunlin.benchmarks.macro.holders;

import dev.dunlin.benchmarks.macro.Command;
import dev.dunlin.benchmarks.macro.MeasurementException;
import dev.dunlin.benchmarks.macro.ServerJvm;
import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The loopback as a real network. Its packets are so long that the kernel takes megabytes of each response at once, as none
 * does of a client that is far away: then nothing is left for the server to hold. So these benchmarks run themselves again
 * in a network namespace of their own, which has a loopback with packets of any length, and where nobody else listens.
 */
final class OwnNetwork {
    private static final int GRACE_SECONDS = 30;
    private static final List<String> BY_ANYBODY = List.of("unshare", "--map-root-user", "--net");
    private static final List<String> BY_ROOT = List.of("unshare", "--net");

    private OwnNetwork() {}

    /** The longest packet of the loopback, in bytes. */
    static int loopbackMtu() throws MeasurementException {
        try {
            return NetworkInterface.getByInetAddress(InetAddress.getByName("127.0.0.1"))
                    .getMTU();
        } catch (IOException e) {
            throw new MeasurementException("cannot look at the loopback", e);
        }
    }

    /** Runs these benchmarks with the given arguments in a network of their own, and returns their exit code. */
    static int run(int mtu, List<String> arguments) throws MeasurementException {
        List<String> words = new ArrayList<>(namespace());
        words.addAll(List.of("sh", "-c", "ip link set lo mtu " + mtu + " up && exec \"$@\"", "sh"));
        words.addAll(ServerJvm.command(arguments).words());
        try {
            Process process = new ProcessBuilder(words).inheritIO().start();
            Thread hook = new Thread(() -> end(process), "end the benchmarks in their own network");
            Runtime.getRuntime().addShutdownHook(hook);
            int exitCode = process.waitFor();
            Runtime.getRuntime().removeShutdownHook(hook);
            return exitCode;
        } catch (IOException e) {
            throw new MeasurementException("cannot start a program in a network namespace", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MeasurementException("interrupted");
        }
    }

    private static List<String> namespace() throws MeasurementException {
        MeasurementException refused = null;
        for (List<String> unshare : List.of(BY_ANYBODY, BY_ROOT)) {
            try {
                List<String> words = new ArrayList<>(unshare);
                words.addAll(List.of("ip", "link", "set", "lo", "up"));
                new Command(words).run();
                return unshare;
            } catch (MeasurementException e) {
                refused = e;
            }
        }
        throw new MeasurementException(
                "no network namespace can be made (Debian packages: util-linux and iproute2); --mtu 0 measures with the"
                        + " loopback as it is",
                refused);
    }

    /** It ends its own children when it is asked to end. */
    private static void end(Process process) {
        process.destroy();
        try {
            process.waitFor(GRACE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            process.destroyForcibly();
        }
    }
}
