package io.fenghuo.source;

import io.fenghuo.model.Kind;
import io.fenghuo.model.Post;
import io.fenghuo.model.Role;
import io.fenghuo.model.Subject;
import io.fenghuo.wire.Names;
import io.fenghuo.wire.PostDefaults;
import java.time.Instant;

/** What a source's entry says of posts that others write as JSON: lines of a file, and posts that are pushed. */
public final class SourceDefaults {
    private SourceDefaults() {}

    /** Defaults for reading posts of {@code spec}; ids are required unless the caller adds a way to make them. */
    public static PostDefaults of(SourceSpec spec, Instant now) {
        return PostDefaults.strict(spec.id(), now)
                .withThread(spec.thread())
                .withKind(
                        spec.kind() == null
                                ? Kind.COMMENT
                                : Names.parse(Kind.class, spec.kind()).orElse(Kind.COMMENT))
                .withRole(
                        spec.role() == null
                                ? Role.CUSTOMER
                                : Names.parse(Role.class, spec.role()).orElse(Role.CUSTOMER));
    }

    /** The same post under this source, whatever source it claims, of this source's brand unless it names one, and not of the future. */
    public static Post own(Post post, SourceSpec spec, Instant now) {
        Subject s = post.subject();
        Subject subject = s.brand() != null || spec.brand() == null
                ? s
                : new Subject(spec.brand(), s.shop(), s.product(), s.order(), s.host(), s.campaign());
        return post.with()
                .source(spec.id())
                .subject(subject)
                .publishedAt(post.publishedAt().isAfter(now) ? now : post.publishedAt())
                .build();
    }
}
