package dev.dunlin.benchmarks.peers;

import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.DefaultFileRegion;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/** Opens the file for each request and hands it to the kernel, head before and end behind, in one flush. */
final class NettyFileHandler extends SimpleChannelInboundHandler<FullHttpRequest> {
    private final Path root;

    NettyFileHandler(Path root) {
        this.root = root;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) throws IOException {
        Path file = file(request);
        boolean found = file.startsWith(root) && Files.isRegularFile(file);
        ChannelFuture sent = found ? send(context, file, request) : refuse(context);
        if (!found || !HttpUtil.isKeepAlive(request)) sent.addListener(ChannelFutureListener.CLOSE);
    }

    private Path file(FullHttpRequest request) {
        return root.resolve(new QueryStringDecoder(request.uri()).path().substring(1))
                .normalize();
    }

    private static ChannelFuture send(ChannelHandlerContext context, Path file, FullHttpRequest request)
            throws IOException {
        FileChannel content = FileChannel.open(file);
        long length = content.size();
        HttpResponse head = new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK);
        head.headers().set(HttpHeaderNames.CONTENT_TYPE, "text/html").set(HttpHeaderNames.CONTENT_LENGTH, length);
        if (!HttpUtil.isKeepAlive(request)) {
            head.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        } else if (request.protocolVersion().equals(HttpVersion.HTTP_1_0)) {
            head.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.KEEP_ALIVE);
        }
        context.write(head);
        context.write(new DefaultFileRegion(content, 0, length));
        return context.writeAndFlush(LastHttpContent.EMPTY_LAST_CONTENT);
    }

    private static ChannelFuture refuse(ChannelHandlerContext context) {
        return context.writeAndFlush(new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.NOT_FOUND));
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable gone) {
        context.close();
    }
}
