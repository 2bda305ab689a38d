package io.fenghuo.platform.kuaishou;

import io.fenghuo.platform.Restarts;
import io.fenghuo.platform.Stand;
import java.util.Map;

/** Windows of time over reviews, and what is added to them. */
class KwaixiaodianRestartTest extends Restarts {
    @Override
    protected Place place() {
        FakeKwaixiaodian fake = new FakeKwaixiaodian();
        Map<String, Object> options = Map.of(
                "app-key",
                FakeKwaixiaodian.APP,
                "sign-secret",
                FakeKwaixiaodian.SIGN_SECRET,
                "access-token",
                "tk",
                "sub-comments",
                20);
        return new Place(fake, Stand.spec("kwaixiaodian", "https://api.example", options), (n, at) -> {
            if (n % 5 == 0) {
                fake.sub(n - 1, n, at, "评论" + n, false);
            } else {
                fake.review(n, at, "评论" + n, 1);
            }
        });
    }
}
