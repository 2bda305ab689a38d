package io.fenghuo.channel;

import java.io.StringReader;
import java.time.Instant;
import java.util.Map;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

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
        Document outer = greeting ? null : xml(call.text());
        String sealed = greeting ? call.parameter("echostr") : outer == null ? "" : field(outer, "Encrypt");
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
        Document event = xml(plain);
        if (event == null) {
            return new Heard.Refused(400, "not XML");
        }
        String delivery = Api.delivery(field(event, "EventKey"));
        if (!field(event, "Event").equals("template_card_event") || delivery == null) {
            return Heard.Echo.NOTHING;
        }
        String code = field(event, "ResponseCode");
        String user = field(event, "FromUserName");
        // a call that comes again has another code, but the same moment
        String id = user + " " + field(event, "TaskId") + " " + field(event, "CreateTime");
        return new Heard.Pressed(new Press(id, delivery, user, code.isEmpty() ? null : code, call.parameter("nonce")));
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

    /** A document without a word about others: no DTD, no entity, nothing fetched. Null when it is none. */
    private static @Nullable Document xml(String text) {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setExpandEntityReferences(false);
            var builder = factory.newDocumentBuilder();
            builder.setErrorHandler(null);
            return builder.parse(new InputSource(new StringReader(text)));
        } catch (ParserConfigurationException | SAXException | java.io.IOException unreadable) {
            return null;
        }
    }

    private static String field(Document document, String name) {
        NodeList found = document.getElementsByTagName(name);
        return found.getLength() == 0 ? "" : found.item(0).getTextContent().strip();
    }
}
