package io.fenghuo.channel.wecom;

import io.fenghuo.channel.Buttons;
import io.fenghuo.channel.ChannelSpec;
import io.fenghuo.channel.Outgoing;
import io.fenghuo.channel.exchange.Api;
import io.fenghuo.channel.exchange.Json;
import io.fenghuo.channel.wording.Medium;
import io.fenghuo.wire.FlatXml;
import io.fenghuo.wire.WeComCrypt;
import java.time.Instant;
import java.util.Map;

/**
 * Buttons of a WeCom application (documents 90930 接收消息与事件, 90240 模板卡片事件推送): first a GET whose sealed word is sent back opened, then a POST for each
 * press. Who pressed sees the card changed; who may not take it gets a text.
 */
final class WeComButtons implements Buttons {
    private static final String TEXT = "text/plain";

    @Override
    public String messenger() {
        return "wecom";
    }

    @Override
    public Heard hear(Call call, ChannelSpec spec, Instant now) {
        if (!WeComApp.calls(spec)) {
            return new Heard.Refused(401, "no callback is set up");
        }
        boolean greeting = call.method().equals("GET");
        FlatXml outer = greeting ? null : FlatXml.read(call.text());
        String sealed = greeting ? call.parameter("echostr") : outer == null ? "" : outer.field("Encrypt");
        String time = call.parameter("timestamp");
        String right = WeComCrypt.signature(Api.option(spec, "token"), time, call.parameter("nonce"), sealed);
        if (sealed.isEmpty() || !Api.same(call.parameter("msg_signature"), right)) {
            return new Heard.Refused(401, "msg_signature");
        }
        if (!Api.fresh(time, now)) {
            return new Heard.Refused(401, "timestamp");
        }
        String plain = WeComCrypt.open(Api.option(spec, "aes-key"), sealed, Api.option(spec, "corpid"));
        if (plain == null) {
            return new Heard.Refused(401, "sealed with another key or for another company");
        }
        return greeting ? new Heard.Echo(TEXT, plain) : event(plain, call);
    }

    private static Heard event(String plain, Call call) {
        FlatXml event = FlatXml.read(plain);
        if (event == null) {
            return new Heard.Refused(400, "not XML");
        }
        String delivery = Api.delivery(event.field("EventKey"));
        if (!event.field("Event").equals("template_card_event") || delivery == null) {
            return Heard.Echo.NOTHING;
        }
        String code = event.field("ResponseCode");
        String user = event.field("FromUserName");
        // a call that comes again has another code, but the same moment
        String id = user + " " + event.field("TaskId") + " " + event.field("CreateTime");
        return Heard.of(new Press(id, delivery, user, code.isEmpty() ? null : code, call.parameter("nonce")));
    }

    @Override
    public Told tell(Press press, String words, boolean done, ChannelSpec spec) {
        if (done) {
            return Told.sent();
        }
        Outgoing.Http text = Api.call(
                "POST",
                "message/send",
                Json.map(
                        "touser",
                        press.user(),
                        "msgtype",
                        TEXT.substring(0, 4),
                        "agentid",
                        WeComApp.agent(spec),
                        "text",
                        Map.of("content", Medium.CHAT.text(words))));
        return Told.sent(Api.to(text, WeComApp.address(spec, Api.path(text))));
    }
}
