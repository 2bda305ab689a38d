package io.fenghuo.acceptance;

import java.time.Instant;
import java.util.List;

/** What the tests of the noise table share: the times at which somebody got something. */
abstract class NoiseTableCase extends TimelineCase {
    /** Told so differently that none passes for a copy of another. */
    static final List<String> STORIES = List.of(
            "昨天晚上刚拆封就这样",
            "给妈妈买的礼物她很失望",
            "客服半天不回话",
            "双十一囤了好几盒没法用",
            "包装上连日期都没有印",
            "朋友推荐才下单的",
            "退货地址根本不存在",
            "快递员说不归他管",
            "邻居看见都吓一跳",
            "明天还要去面试怎么办",
            "孩子在旁边直哭",
            "照片都留着呢等你们解释",
            "店里电话从早打到晚不通",
            "出差回来才打开盒子");

    static List<String> times(Span span) {
        return span.told().stream()
                .map(one -> one.at().atZone(Play.ZONE).toLocalTime().toString())
                .toList();
    }

    /** 500 comments of 500 customers under one video, one each 12 seconds from 10:00 on. */
    final void wave(int takenAfter) {
        Instant start = time("10:00");
        at("10:00");
        for (int i = 0; i < 500; i++) {
            play().until(start.plusSeconds(12L * i));
            play().post(comment("骗子 " + i));
            if (i == takenAfter) {
                new Moment(play(), "wave").take("zhang");
            }
            if (takenAfter >= 0 && i % 200 == 199) {
                new Moment(play(), "wave").act(io.fenghuo.model.Action.Kind.NOTE, "zhang", "在查 " + i);
            }
        }
    }
}
