package io.fenghuo.app.importing;

import io.fenghuo.Caller;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Somebody at the pages of imports of a running service, as a browser without scripts. */
public final class ImportPages {
    private static final Pattern CSRF = Pattern.compile("name=\"csrf\" value=\"([^\"]+)\"");
    private static final Pattern SELECT = Pattern.compile("<select name=\"([^\"]+)\".*?</select>", Pattern.DOTALL);
    private static final Pattern CHOSEN = Pattern.compile("<option value=\"([^\"]*)\" selected");
    private static final String BORDER = "----fenghuo";

    private final HttpClient http = Caller.client();
    private final URI base;
    private final String person;
    private String form = "";
    private String csrf = "";

    /** @param person who they say they are; empty = nobody */
    public ImportPages(URI base, String person) {
        this.base = base;
        this.person = person;
    }

    /** A page; what can be filled in on it is remembered. */
    public HttpResponse<String> get(String path) throws IOException, InterruptedException {
        HttpResponse<String> page = send(request(path).GET());
        page.headers().allValues("set-cookie").stream()
                .filter(line -> line.startsWith("fh_form="))
                .forEach(line -> form = line.split(";", 2)[0]);
        Matcher token = CSRF.matcher(page.body());
        csrf = token.find() ? token.group(1) : csrf;
        return page;
    }

    /** Uploads a file; the answer leads to its page when it was taken. */
    public HttpResponse<String> upload(String name, byte[] file) throws IOException, InterruptedException {
        get("/import");
        return upload(name, file, csrf);
    }

    /** The same with a form token. */
    public HttpResponse<String> upload(String name, byte[] file, String token)
            throws IOException, InterruptedException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        String head =
                "--" + BORDER + "\r\nContent-Disposition: form-data; name=\"csrf\"\r\n\r\n" + token + "\r\n--" + BORDER
                        + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"" + name
                        + "\"\r\nContent-Type: application/octet-stream\r\n\r\n";
        body.writeBytes(head.getBytes(StandardCharsets.UTF_8));
        body.writeBytes(file);
        body.writeBytes(("\r\n--" + BORDER + "--\r\n").getBytes(StandardCharsets.UTF_8));
        return send(request("/import")
                .header("Content-Type", "multipart/form-data; boundary=" + BORDER)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body.toByteArray())));
    }

    /** Where an upload that was taken leads. */
    public static String place(HttpResponse<String> taken) {
        return taken.headers()
                .firstValue("location")
                .orElseThrow(() -> new IllegalStateException(taken.statusCode() + " " + taken.body()));
    }

    /** Sends the form of a page as it stands there, with {@code said} in place of what it holds. */
    public HttpResponse<String> press(String path, String deed, Map<String, String> said)
            throws IOException, InterruptedException {
        String page = get(path).body();
        Map<String, String> fields = new LinkedHashMap<>();
        Matcher select = SELECT.matcher(page);
        while (select.find()) {
            Matcher chosen = CHOSEN.matcher(select.group());
            fields.put(select.group(1), chosen.find() ? chosen.group(1) : "");
        }
        fields.put("source", "import");
        fields.putAll(said);
        fields.put("csrf", csrf);
        fields.put("do", deed);
        StringBuilder body = new StringBuilder();
        fields.forEach((name, value) -> body.append(body.length() == 0 ? "" : "&")
                .append(URLEncoder.encode(name, StandardCharsets.UTF_8))
                .append('=')
                .append(URLEncoder.encode(value, StandardCharsets.UTF_8)));
        return send(request(path)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(body.toString())));
    }

    private HttpRequest.Builder request(String path) {
        String cookies = form + (person.isEmpty() ? "" : "; fh_me=" + person);
        return HttpRequest.newBuilder(base.resolve(path))
                .header("Cookie", cookies)
                .header("Accept", "text/html");
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
