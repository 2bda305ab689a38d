package example.shop;

import io.fenghuo.model.Author;
import io.fenghuo.model.Post;
import io.fenghuo.model.Secret;
import io.fenghuo.source.Headers;
import io.fenghuo.source.Parsed;
import io.fenghuo.source.Request;
import io.fenghuo.source.Source;
import io.fenghuo.source.SourceException;
import io.fenghuo.source.SourceSpec;
import io.fenghuo.source.SourceType;
import io.fenghuo.source.Trouble;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * {@code type: shop-board}: a bulletin board that answers with {@code [{"id","text","user","at"}]}, {@code at} in milliseconds. It only says
 * what to ask for and what the answer means; asking politely, again and again, is the service's work.
 */
public final class BoardType implements SourceType {
    @Override
    public String word() {
        return "shop-board";
    }

    @Override
    public Way way() {
        return Way.POLL;
    }

    @Override
    public List<Trouble> problems(SourceSpec spec) {
        return spec.url() == null ? List.of(Trouble.of("shop-board wants a url")) : List.of();
    }

    @Override
    public Source poll(SourceSpec spec, ZoneId zone) {
        return new Board(spec);
    }

    private record Board(SourceSpec spec) implements Source {
        @Override
        public Request request(String cursor, Instant now) {
            return new Request(spec.url(), Map.of("Accept", Secret.of("application/json")));
        }

        @Override
        public Parsed parse(byte[] body, Headers headers, String cursor, Instant now) throws SourceException {
            try {
                List<Post> posts = new ArrayList<>();
                for (Object item : new JsonArray(Buffer.buffer(body))) {
                    posts.add(post((JsonObject) item));
                }
                return new Parsed(posts, null);
            } catch (DecodeException | ClassCastException | NullPointerException unreadable) {
                throw new SourceException("the board's answer is none", unreadable.getMessage());
            }
        }

        private Post post(JsonObject item) {
            Instant at = Instant.ofEpochMilli(item.getLong("at"));
            return Post.builder(spec.id(), item.getString("id"), item.getString("text"), at)
                    .author(new Author(item.getString("user"), null, null, null))
                    .build();
        }
    }
}
