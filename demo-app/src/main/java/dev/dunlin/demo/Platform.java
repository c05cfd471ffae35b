package dev.dunlin.demo;

import java.util.Locale;

/** What the workers run on, which decides where a balancer finds them. */
enum Platform {
    /** nginx runs beside the workers, or in a container that has the machine's network. */
    LINUX("127.0.0.1"),

    /** nginx runs in a container of Docker Desktop, that is in a virtual machine, which knows the Mac by a name. */
    MACOS("host.docker.internal");

    private final String host;

    Platform(String host) {
        this.host = host;
    }

    /** That of this machine; what is not a Mac is taken for Linux. */
    static Platform current() {
        return System.getProperty("os.name").startsWith("Mac") ? MACOS : LINUX;
    }

    /** The host of the workers, as nginx sees it. */
    String host() {
        return host;
    }

    /** The name as users write it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
