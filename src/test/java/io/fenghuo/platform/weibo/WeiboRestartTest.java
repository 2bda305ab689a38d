package io.fenghuo.platform.weibo;

import io.fenghuo.platform.Restarts;
import io.fenghuo.platform.Stand;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The greatest id of each list of comments. */
class WeiboRestartTest extends Restarts {
    @Override
    protected Place place() {
        FakeWeibo fake = new FakeWeibo();
        fake.under.put("42", new ArrayList<>());
        return new Place(
                fake,
                Stand.spec(
                        "weibo",
                        "https://api.example",
                        Map.of("access-token", "2.00", "statuses", List.of("42"), "read", List.of("to-me"))),
                (n, at) -> (n % 2 == 0 ? fake.toMe : fake.under.get("42")).add(FakeWeibo.comment(n, at, "评论" + n, 42)));
    }
}
