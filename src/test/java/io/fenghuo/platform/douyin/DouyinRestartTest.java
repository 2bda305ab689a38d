package io.fenghuo.platform.douyin;

import io.fenghuo.platform.Restarts;
import io.fenghuo.platform.Stand;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The newest comment of each video, and the answers to recent ones. */
class DouyinRestartTest extends Restarts {
    @Override
    protected Place place() {
        FakeDouyin fake = new FakeDouyin();
        fake.page = 4;
        fake.comments.put("v2", new ArrayList<>());
        Map<String, Object> options =
                Map.of("open-id", FakeDouyin.OPEN_ID, "access-token", "act.1", "items", List.of("v1", "v2"));
        return new Place(fake, Stand.spec("douyin-comments", "https://api.example", options), (n, at) -> {
            if (n % 5 == 0) {
                fake.reply("v1", "c" + (n - 4), "c" + n, at, "评论" + n);
            } else {
                fake.comment(n % 5 == 1 ? "v1" : "v" + (1 + n % 2), "c" + n, at, "评论" + n);
            }
        });
    }
}
