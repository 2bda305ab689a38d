package io.fenghuo.platform.kuaishou;

import io.fenghuo.platform.Entry;
import io.fenghuo.source.Hook;
import io.fenghuo.source.Polite;
import io.fenghuo.source.SourceSpec;
import io.fenghuo.source.SourceType;
import io.fenghuo.source.SpecCheck;
import io.fenghuo.source.Trouble;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/**
 * Deliveries of Kuaishou's open platform (open.kuaishou.com, Webhooks) to {@code /hooks/ID}. Its public events tell that an account authorised
 * the app or took that back; none of them carries words of people. An app that was granted events that do names them under {@code events:} and
 * says in {@code map:} where their words are.
 */
public final class KuaishouWebhooks implements SourceType {
    /** Found by the service loader. */
    public KuaishouWebhooks() {}

    @Override
    public String word() {
        return "kuaishou";
    }

    @Override
    public Way way() {
        return Way.PUSH;
    }

    @Override
    public Keys keys() {
        return Keys.of(Keys.HEARD, List.of("app-secret", "events"), List.of("app-secret"));
    }

    @Override
    public List<Trouble> problems(SourceSpec spec) {
        List<Trouble> troubles = new ArrayList<>(SpecCheck.common(spec));
        troubles.addAll(Entry.lacking(spec, List.of("app-secret")));
        if (spec.url() != null) {
            troubles.add(Trouble.of("spec.push-url"));
        }
        boolean mapped = !spec.map().isEmpty();
        if (mapped) {
            troubles.addAll(SpecCheck.pointers(spec));
        }
        if (mapped == Entry.list(spec, "events").isEmpty()) {
            troubles.add(Trouble.of("kuaishou.events"));
        }
        return troubles;
    }

    @Override
    public Hook hook(SourceSpec spec, ZoneId zone) {
        return new KuaishouHook(spec, Polite.zone(spec, zone));
    }
}
