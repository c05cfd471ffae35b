package dev.dunlin.benchmarks.macro.peers;

import com.google.gson.annotations.SerializedName;
import dev.dunlin.benchmarks.macro.servers.Contender;
import dev.dunlin.benchmarks.macro.servers.Dunlin;
import dev.dunlin.benchmarks.macro.servers.JavaPeer;
import dev.dunlin.benchmarks.macro.servers.Nginx;
import dev.dunlin.benchmarks.peers.Peers;
import java.util.Locale;
import java.util.function.Function;

/** The servers that are compared, by the names of options. */
enum Server {
    /** What it is all about. */
    @SerializedName("dunlin")
    DUNLIN("Dunlin", dunlin -> dunlin),

    /** The mark to reach. */
    @SerializedName("nginx")
    NGINX("nginx", dunlin -> new Nginx()),

    @SerializedName("jetty")
    JETTY("Jetty", dunlin -> new JavaPeer(Peers.JETTY)),

    @SerializedName("netty")
    NETTY("Netty", dunlin -> new JavaPeer(Peers.NETTY)),

    @SerializedName("jdk")
    JDK("JDK", dunlin -> new JavaPeer(Peers.JDK)),

    /** No server, but what no server in Java can be below. */
    @SerializedName("floor")
    FLOOR("NIO floor", dunlin -> new JavaPeer(Peers.FLOOR));

    private final String title;
    private final Function<Dunlin, Contender> contender;

    Server(String title, Function<Dunlin, Contender> contender) {
        this.title = title;
        this.contender = contender;
    }

    /** The name in tables and charts. */
    String title() {
        return title;
    }

    /** How it is started. */
    Contender contender(Dunlin dunlin) {
        return contender.apply(dunlin);
    }

    /** The name in options. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
