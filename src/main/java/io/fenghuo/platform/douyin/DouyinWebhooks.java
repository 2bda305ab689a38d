package io.fenghuo.platform.douyin;

import io.fenghuo.platform.Entry;
import io.fenghuo.source.Hook;
import io.fenghuo.source.Polite;
import io.fenghuo.source.SourceSpec;
import io.fenghuo.source.SourceType;
import io.fenghuo.source.Trouble;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/**
 * Deliveries of Douyin's open platform (developer.open-douyin.com, Webhooks 概述 and 接收私信消息事件) to {@code /hooks/ID}: direct messages
 * between customers and the account, as conversations. Needs {@code im.direct_message} and the account's authorisation. The platform does not
 * promise that everything is delivered, in order or once only.
 */
public final class DouyinWebhooks implements SourceType {
    /** Found by the service loader. */
    public DouyinWebhooks() {}

    @Override
    public String word() {
        return "douyin";
    }

    @Override
    public Way way() {
        return Way.PUSH;
    }

    @Override
    public Keys keys() {
        return Keys.of(Keys.HEARD, List.of("client-secret", "shop"), List.of("client-secret"));
    }

    @Override
    public List<Trouble> problems(SourceSpec spec) {
        List<Trouble> troubles = new ArrayList<>(Entry.problems(spec, List.of("client-secret")));
        if (spec.url() != null) {
            troubles.add(Trouble.of("spec.push-url"));
        }
        return troubles;
    }

    @Override
    public Hook hook(SourceSpec spec, ZoneId zone) {
        return new DouyinHook(spec, Polite.zone(spec, zone));
    }
}
