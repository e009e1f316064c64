package io.restock.local.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Questions to Flink's REST interface. */
final class Rest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final HttpClient http =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(PATIENCE)
                    .build();
    private final URI root;

    Rest(URI root) {
        this.root = root;
    }

    /**
     * An answer.
     *
     * @throws NoAnswerException when nobody answers
     * @throws IllegalStateException when the answer is not what was asked for
     */
    JsonNode get(String path) {
        HttpRequest request =
                HttpRequest.newBuilder(root.resolve(path)).timeout(PATIENCE).GET().build();
        try {
            HttpResponse<String> response =
                    http.send(request, HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() != 200) {
                throw new IllegalStateException(
                        "Flink answers %d to %s: %s"
                                .formatted(response.statusCode(), path, response.body()));
            }
            return JSON.readTree(response.body());
        } catch (IOException e) {
            throw new NoAnswerException(root, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while Flink was asked.", e);
        }
    }

    /** Nobody answers. */
    static final class NoAnswerException extends IllegalStateException {
        private static final long serialVersionUID = 1L;

        private NoAnswerException(URI root, IOException cause) {
            super(
                    "No JobManager answers at "
                            + root
                            + ". Maybe `./restock cluster start` or `./restock cluster recover` helps, `./restock cluster stop --now` ends what is left, or another --folder is meant.",
                    cause);
        }
    }
}
