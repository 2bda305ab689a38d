package io.fenghuo;

import java.net.http.HttpClient;
import java.time.Duration;

/** Who calls servers of tests as any program would. */
public final class Caller {
    private Caller() {}

    /**
     * A client that speaks HTTP/1.1 only: asking a server of Vert.x in the clear for HTTP/2 at first, as the JDK's own
     * default does, ended on a busy machine in an answer that never came.
     */
    public static HttpClient client() {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(60))
                .build();
    }
}
