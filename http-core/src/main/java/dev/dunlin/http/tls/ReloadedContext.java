package dev.dunlin.http.tls;

import java.util.List;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows files that are replaced while the server runs, as certificates are when they are renewed. Somebody has to
 * {@link #look} now and then; whoever asks for the context does not touch the disk.
 */
public final class ReloadedContext implements Supplier<SSLContext> {
    private static final Logger LOG = LoggerFactory.getLogger(ReloadedContext.class);

    private final TlsFiles files;
    private volatile SSLContext current;

    private List<String> taken;
    private List<String> lastSeen;

    /**
     * Reads the files for the first time.
     *
     * @throws IllegalArgumentException if one of them cannot be used
     */
    public ReloadedContext(TlsFiles files) {
        this.files = files;
        this.taken = files.stamp();
        this.lastSeen = taken;
        this.current = files.load();
    }

    @Override
    public SSLContext get() {
        return current;
    }

    /**
     * Looks at the files, and reads them if they have changed, and not since the last look: several may be replaced one
     * after the other. Bad ones are warned about once; what was there stays. From any thread.
     */
    public synchronized void look() {
        List<String> now = files.stamp();
        boolean isSettled = now.equals(lastSeen);
        lastSeen = now;
        if (!isSettled || now.equals(taken)) return;
        taken = now;
        try {
            current = files.load();
            LOG.info("the certificates were replaced, and are read anew");
        } catch (RuntimeException e) {
            LOG.warn("the certificates stay as they were: {}", e.getMessage());
        }
    }
}
