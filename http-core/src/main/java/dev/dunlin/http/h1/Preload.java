package dev.dunlin.http.h1;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.dunlin.http.Body;
import dev.dunlin.http.ConnectionInfo;
import dev.dunlin.http.ExchangeReport;
import dev.dunlin.http.Failures;
import dev.dunlin.http.HttpDate;
import dev.dunlin.http.HttpException;
import dev.dunlin.http.Request;
import dev.dunlin.http.Response;
import dev.dunlin.http.Status;
import dev.dunlin.http.runtime.BoundedTrace;
import dev.dunlin.http.runtime.FailureLog;
import dev.dunlin.http.runtime.HandlerCall;
import dev.dunlin.http.wire.ChunkedDecoder;
import dev.dunlin.http.wire.ChunkedEncoder;
import dev.dunlin.http.wire.ProtocolException;
import dev.dunlin.http.wire.RequestHead;
import dev.dunlin.http.wire.RequestParser;
import dev.dunlin.http.wire.ResponseEncoder;
import java.lang.invoke.MethodHandles;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;

/**
 * Has the classes of a connection initialised before there are any: a class whose initialisation fails, for want of memory,
 * is lost until the JVM ends.
 */
public final class Preload {
    private static final Class<?>[] CLASSES = {
        ChunkedDecoder.class,
        ChunkedEncoder.class,
        ConnectionDeadline.class,
        ContentException.class,
        BoundedTrace.class,
        ClientRates.class,
        ExchangeProgress.class,
        ExchangeReport.class,
        FailureLog.class,
        Failures.class,
        FileWriter.class,
        HandlerCall.class,
        Http1Connection.class,
        HttpDate.class,
        HttpException.class,
        MemoryWriter.class,
        Output.class,
        PublisherWriter.class,
        RequestBody.class,
        ResponseWriter.class,
        TransferRate.class,
    };

    private Preload() {}

    /** Initialises them; some by taking a request apart and putting an error response together. */
    public static void run() throws ReflectiveOperationException, ProtocolException {
        for (Class<?> each : CLASSES) MethodHandles.lookup().ensureInitialized(each);
        RequestParser parser = new RequestParser(Http1Config.DEFAULTS.headLimits());
        parser.parse(bytes("GET /a HT"));
        RequestHead head = parser.parse(bytes("TP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n"));
        if (head == null) throw new IllegalStateException("a whole head is none");
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 1);
        ConnectionInfo connection = new ConnectionInfo(address, address, false, null);
        Request request = Request.of(head.method(), head.target(), head.headers(), Body.empty(), connection);
        Exchange exchange = new Exchange(request, Response::error, new FailureLog(), () -> {});
        exchange.answerInstead(Status.REQUEST_TIMEOUT);
        Response response = Response.error(Status.BAD_REQUEST);
        ResponseEncoder encoder =
                new ResponseEncoder(Http1Config.DEFAULTS.serverName(), Http1Config.DEFAULTS.idleDeadline());
        encoder.setDate(0);
        encoder.encode(response, response.body().length(), false, ByteBuffer.allocate(encoder.maxLength(response)));
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(US_ASCII));
    }
}
