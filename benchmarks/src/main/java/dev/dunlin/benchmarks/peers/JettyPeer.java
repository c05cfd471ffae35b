package dev.dunlin.benchmarks.peers;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.ResourceHandler;
import org.eclipse.jetty.util.resource.ResourceFactory;

/** Jetty with the handler of files that its guide shows, which keeps small contents in memory. */
final class JettyPeer implements Peer {
    private static final int ACCEPTORS = 1;

    private static final int BACKLOG = 1024;

    @Override
    public String version() {
        return Server.getVersion();
    }

    @Override
    public void start(Path root, InetSocketAddress address, int workers) throws Exception {
        Server server = new Server();
        ServerConnector connector = new ServerConnector(server, ACCEPTORS, workers);
        connector.setHost(address.getHostString());
        connector.setPort(address.getPort());
        connector.setAcceptQueueSize(BACKLOG);
        server.addConnector(connector);

        ResourceHandler files = new ResourceHandler();
        files.setBaseResource(ResourceFactory.of(files).newResource(root));
        files.setDirAllowed(false);
        files.setWelcomeFiles(List.of("index.html"));
        files.setAcceptRanges(true);
        server.setHandler(files);
        server.start();
    }
}
