package io.fenghuo.web;

import io.fenghuo.model.Action;
import io.fenghuo.model.Incident;
import io.fenghuo.web.view.Words;
import io.fenghuo.wire.ActionJson;
import io.fenghuo.wire.WireException;
import io.vertx.core.Handler;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Locale;

/**
 * {@code POST /api/incidents/{id}/actions}: answers the incident as it then is; 409 when it changed meanwhile or the state does not allow
 * it, 422 with what is missing.
 */
final class ActionsApi implements Handler<RoutingContext> {
    private final Desk desk;
    private final IncidentsApi incidents;

    ActionsApi(Desk desk, IncidentsApi incidents) {
        this.desk = desk;
        this.incidents = incidents;
    }

    @Override
    public void handle(RoutingContext ctx) {
        Desk.onlyJson(ctx);
        Words words = desk.words(ctx);
        String body = ctx.body().asString();
        Action action;
        try {
            action = ActionJson.parse(body == null ? "" : body, 1, desk.me(ctx), Desk.via(ctx), desk.console.now())
                    .action();
        } catch (WireException e) {
            throw Trouble.said(400, "action", e.pointer() + " " + e.what(words.locale()), e.cure(words.locale()));
        }
        desk.console
                .act(ctx.pathParam("id"), action)
                .onSuccess(answer -> answered(ctx, answer, words))
                .onFailure(ctx::fail);
    }

    private void answered(RoutingContext ctx, Console.Answer answer, Words words) {
        if (answer instanceof Console.Answer.Done done) {
            Desk.json(ctx, 200, incidents.write(done.incident(), words));
        } else if (answer instanceof Console.Answer.Refused refused) {
            Desk.json(ctx, ActForm.status(refused.why()), refusal(refused, refused.present(), words));
        } else {
            ctx.fail(Trouble.of(404, "error.404"));
        }
    }

    private String refusal(Console.Answer.Refused refused, Incident present, Words words) {
        JsonObject json = new JsonObject()
                .put("error", refused.why().name().toLowerCase(Locale.ROOT))
                .put("message", desk.said(refused, words));
        if (refused.reason().code().equals("missing")) {
            List<String> names = refused.reason().args();
            json.put("missing", new JsonArray(names));
            json.put("message", json.getString("message") + " (" + String.join(", ", names) + ")");
        }
        String head = json.encode();
        return head.substring(0, head.length() - 1) + ",\"incident\":" + incidents.write(present, words) + "}";
    }
}
