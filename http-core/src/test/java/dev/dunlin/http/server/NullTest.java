package dev.dunlin.http.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.dunlin.http.Handler;
import dev.dunlin.http.Request;
import dev.dunlin.http.filters.Gzip;
import dev.dunlin.http.filters.Limits;
import dev.dunlin.http.routing.Routes;
import dev.dunlin.http.testing.TestConnection;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Null is refused where it is given, by name, and not when the first request comes. */
class NullTest {
    private static final Handler HANDLER = (request, responder) -> {};

    static Stream<Supplier<Object>> builders() {
        return Stream.of(
                HttpServer::builder,
                Routes::builder,
                Limits::builder,
                Gzip::builder,
                Tls::builder,
                () -> Request.builder("GET", "/"),
                () -> TestConnection.builder(HANDLER));
    }

    @ParameterizedTest
    @MethodSource("builders")
    void isRefusedByEverySetter(Supplier<Object> builders) {
        for (Method setter : builders.get().getClass().getDeclaredMethods()) {
            boolean isSetter = java.lang.reflect.Modifier.isPublic(setter.getModifiers())
                    && setter.getReturnType() == builders.get().getClass();
            if (!isSetter) continue;
            Class<?>[] types = setter.getParameterTypes();
            for (int i = 0; i < types.length; i++) {
                if (types[i].isPrimitive()) continue;
                Object[] arguments =
                        Arrays.stream(types).map(NullTest::something).toArray();
                arguments[i] = null;

                Throwable thrown = catchThrowable(() -> setter.invoke(builders.get(), arguments));

                assertThat(thrown).as("%s, parameter %s", setter, i).isInstanceOf(InvocationTargetException.class);
                assertThat(thrown.getCause())
                        .as("%s, parameter %s", setter, i)
                        .isInstanceOf(NullPointerException.class)
                        .hasMessageContaining("must not be null");
            }
        }
    }

    private static Object something(Class<?> type) {
        if (type == String.class) return "/x";
        if (type == Path.class) return Path.of("x");
        if (type == Handler.class) return HANDLER;
        if (type == ClientCertificates.class) return ClientCertificates.WANTED;
        return type.isPrimitive() ? 1 : null;
    }

    @Test
    void isRefusedByWhatDerivesHandlersAndEndpoints() {
        assertThatNullPointerException().isThrownBy(() -> HANDLER.on(null)).withMessageContaining("executor");
        assertThatNullPointerException()
                .isThrownBy(() -> HANDLER.fallback(404, null))
                .withMessageContaining("other");
        assertThatNullPointerException()
                .isThrownBy(() -> HANDLER.responseTimeout(null))
                .withMessageContaining("timeout");
        assertThatNullPointerException()
                .isThrownBy(() -> Endpoint.tcp(null, 80))
                .withMessageContaining("host");
        assertThatNullPointerException().isThrownBy(() -> Endpoint.of(null)).withMessageContaining("address");
        assertThatNullPointerException()
                .isThrownBy(() -> Endpoint.tcp("127.0.0.1", 0).tls(null))
                .withMessageContaining("tls");
        assertThatNullPointerException().isThrownBy(() -> Tls.of(null)).withMessageContaining("context");
        assertThatNullPointerException()
                .isThrownBy(() -> TestConnection.to(null))
                .withMessageContaining("handler");
        assertThatNullPointerException()
                .isThrownBy(() -> Request.builder(null, "/"))
                .withMessageContaining("method");
    }
}
