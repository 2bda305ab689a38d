package io.fenghuo.source.table;

import io.fenghuo.source.PostMapper;
import io.fenghuo.source.SourceException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Which column holds which field of a post.
 *
 * @param headings field as in {@code map:} → heading
 */
public record Columns(Map<String, String> headings) {
    /** Field → how shops, ticket systems and programs head it, the surest first. */
    private static final Map<String, List<String>> USUAL = new LinkedHashMap<>();

    static {
        USUAL.put(
                "text",
                List.of(
                        "评论内容", "评价内容", "初次评价", "初评内容", "评论", "评价", "留言内容", "留言", "反馈内容", "问题描述", "投诉内容", "消息内容",
                        "聊天内容", "聊天记录", "内容", "正文", "文本", "text", "content", "comment", "review", "message", "body"));
        USUAL.put(
                "publishedAt",
                List.of(
                        "评论时间",
                        "评价时间",
                        "发布时间",
                        "发表时间",
                        "留言时间",
                        "消息时间",
                        "投诉时间",
                        "提交时间",
                        "反馈时间",
                        "创建时间",
                        "时间",
                        "评价日期",
                        "日期",
                        "publishedat",
                        "published_at",
                        "created_at",
                        "createdat",
                        "timestamp",
                        "time",
                        "date"));
        USUAL.put(
                "id",
                List.of(
                        "评论id",
                        "评价id",
                        "评论编号",
                        "评价编号",
                        "消息id",
                        "工单号",
                        "工单编号",
                        "工单id",
                        "编号",
                        "id",
                        "comment_id",
                        "review_id"));
        USUAL.put(
                "author.id",
                List.of(
                        "用户id",
                        "买家id",
                        "会员id",
                        "客户id",
                        "用户编号",
                        "uid",
                        "user_id",
                        "userid",
                        "openid",
                        "author.id",
                        "author_id"));
        USUAL.put(
                "author.name",
                List.of(
                        "用户昵称",
                        "买家昵称",
                        "客户昵称",
                        "昵称",
                        "用户名",
                        "用户名称",
                        "用户",
                        "买家",
                        "客户名称",
                        "客户",
                        "会员名",
                        "评论者",
                        "评价人",
                        "author.name",
                        "nickname",
                        "username",
                        "user",
                        "author",
                        "name"));
        USUAL.put(
                "subject.order",
                List.of("订单号", "订单编号", "订单id", "子订单号", "主订单编号", "交易单号", "order", "order_id", "orderid", "order_no"));
        USUAL.put(
                "subject.product",
                List.of("商品", "商品名称", "商品标题", "宝贝标题", "宝贝名称", "宝贝", "产品", "产品名称", "商品id", "sku", "product", "item"));
        USUAL.put("subject.shop", List.of("店铺", "店铺名称", "门店", "门店名称", "shop", "store"));
        USUAL.put("subject.brand", List.of("品牌", "品牌名称", "brand"));
        USUAL.put("subject.host", List.of("主播", "主播昵称", "达人", "达人昵称", "host"));
        USUAL.put("rating", List.of("评分", "星级", "评价星级", "商品评分", "打分", "rating", "stars", "score"));
        USUAL.put("url", List.of("链接", "评论链接", "作品链接", "网址", "url", "link"));
        USUAL.put("thread", List.of("作品id", "视频id", "帖子id", "笔记id", "直播间", "作品标题", "thread"));
        USUAL.put("session", List.of("会话id", "会话编号", "session", "session_id"));
        USUAL.put("reach.likes", List.of("点赞数", "点赞", "获赞数", "likes"));
        USUAL.put("reach.replies", List.of("回复数", "评论数", "replies"));
        USUAL.put("kind", List.of("kind"));
        USUAL.put("role", List.of("role"));
        USUAL.put("lang", List.of("lang", "language"));
        USUAL.put("parent", List.of("parent", "parent_id"));
    }

    public Columns {
        headings = Map.copyOf(headings);
    }

    /** The heading of a field; null = no column holds it. */
    public @Nullable String heading(String field) {
        return headings.get(field);
    }

    /** What the headings tell by themselves; it may well be that none holds the text. */
    public static Columns guessed(List<String> headings) {
        Map<String, String> found = new LinkedHashMap<>();
        guess(headings, found, new HashSet<>());
        return new Columns(found);
    }

    /**
     * What a person said, and for the other fields what the headings tell by themselves. A field set to an empty heading is left out.
     *
     * @throws SourceException when a field or a heading is unknown, or no column holds the text
     */
    public static Columns of(List<String> headings, Map<String, String> said) throws SourceException {
        Map<String, String> found = new LinkedHashMap<>();
        Set<String> taken = new HashSet<>();
        for (Map.Entry<String, String> one : said.entrySet()) {
            String heading = one.getValue().strip();
            if (!PostMapper.FIELDS.contains(one.getKey()) && !one.getKey().startsWith("attributes.")) {
                throw new SourceException(
                        "table.field", one.getKey(), String.join(" ", new TreeSet<>(PostMapper.FIELDS)));
            }
            if (!heading.isEmpty() && !headings.contains(heading)) {
                throw new SourceException("table.column", heading, String.join(", ", headings));
            }
            found.put(one.getKey(), heading);
            taken.add(heading);
        }
        guess(headings, found, taken);
        found.values().removeIf(String::isEmpty);
        if (!found.containsKey("text")) {
            throw new SourceException("table.text", String.join(", ", headings));
        }
        return new Columns(found);
    }

    private static void guess(List<String> headings, Map<String, String> found, Set<String> taken) {
        Map<String, String> plain = new LinkedHashMap<>();
        headings.forEach(heading -> plain.putIfAbsent(plain(heading), heading));
        for (String heading : headings) {
            if (PostMapper.FIELDS.contains(heading) && !found.containsKey(heading) && taken.add(heading)) {
                found.put(heading, heading);
            }
        }
        USUAL.forEach((field, names) -> {
            for (String name : names) {
                String heading = plain.get(name);
                if (heading != null && !found.containsKey(field) && taken.add(heading)) {
                    found.put(field, heading);
                }
            }
        });
    }

    /** A heading as it is compared: without blanks, what stands in brackets, and case. */
    private static String plain(String heading) {
        return heading.replaceAll("[(（\\[【][^)）\\]】]*[)）\\]】]|[\\s*:：]+", "").toLowerCase(Locale.ROOT);
    }
}
