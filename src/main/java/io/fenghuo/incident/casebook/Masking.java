package io.fenghuo.incident.casebook;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Takes from a text what tells who a customer is: 王小明 becomes 王**, a phone keeps its first three and last four digits, an order its last
 * four, an identity card its first three and last two; addresses, mail and chat accounts go. It knows the shapes of mainland China and the names
 * it is given, names with a title behind them (王女士), and names that are said to be one (我叫张三, 收件人 李四); any other name stays. Immutable, threadsafe.
 */
public final class Masking {
    private static final int ORDER_KEPT = 4;
    private static final int SHORTEST_NAME = 2;
    private static final String STARS = "**";

    /** The hundred commonest family names (Ministry of Public Security, 2019 report on names). */
    private static final String FAMILY =
            "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许邓韩冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟" + "姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向常";

    /** A family name, of one or two characters; what begins like one and is a word of every day is none. */
    private static final String SURNAME =
            "(?!马上|许多|高兴|高端|高级|方便|方面|方式|方法|于是|常客|常常|金额|金牌|石头|白色|白送|钱包|钱款|万一|任何|向来|向你|孔雀|雷同|龙头|毛病|江湖|田园|贺卡|史上|严重|武汉|杭州|郑州|徐州|常州|苏州"
                    + "|温州|黄色|黄牛|程序|何时|何况|余额|余下|谢谢|段时|路上|叶子|陆续|成都|安装)(?:欧阳|上官|司马|诸葛|夏侯|皇甫|慕容|令狐|司徒|[" + FAMILY + "])";

    /** A character of a given name: none of those that join words. */
    private static final String GIVEN = "[\\p{IsHan}&&[^给让的了是在有和跟对向说我你他她您这那位个人把被帮请问找叫不没也都很就要会能可以去来到里先女太阿]]";

    /** What follows a name in a sentence. */
    private static final String AFTER = "[^\\p{IsHan}]|$|[的是在说买要来去住找给和与跟了就收电手地联不没也]";

    private static final List<Rule> SHAPES = List.of(
            new Rule("(?<![0-9A-Za-z])[\\w.+-]{1,64}@[\\w-]{1,63}(?:\\.[\\w-]{2,24}){1,3}", Masking::mail),
            new Rule(
                    "(?<!\\d)[1-9]\\d{5}(?:19|20)\\d{9}[\\dXx](?!\\d)",
                    id -> id.substring(0, 3) + "***" + id.substring(16)),
            new Rule(
                    "(?<!\\d)(?:\\+?86[- ]?)?1[3-9]\\d[- ]?\\d{4}[- ]?\\d{4}(?!\\d)",
                    phone -> phone.replaceAll("\\D", "")
                            .replaceFirst("^86(?=1)", "")
                            .replaceFirst("^(\\d{3})\\d{4}", "$1****")),
            new Rule("(?<!\\d)0\\d{2,3}-\\d{7,8}(?!\\d)", phone -> phone.substring(0, phone.indexOf('-')) + "-****"),
            new Rule("(?i)(?:订单|单号|运单|order)[^\\sA-Za-z0-9]{0,4}\\s?[A-Za-z0-9][A-Za-z0-9-]{5,31}", Masking::labelled),
            new Rule("(?<![0-9A-Za-z*])\\d{10,24}(?![0-9*])", Masking::tail),
            new Rule(
                    "(?i)(?:微信|wechat|vx|QQ|扣扣)号?[:： ]{0,2}[A-Za-z0-9][\\w-]{4,19}",
                    account -> account.replaceFirst("[A-Za-z0-9][\\w-]{4,19}$", "****")),
            new Rule(
                    "(?:\\p{IsHan}{2,8}(?:省|市|区|县|镇|乡)){0,4}\\p{IsHan}{1,8}(?:路|街|大道|巷|弄|村|小区|花园)\\d{1,5}(?:号|弄|栋|幢|座)"
                            + "(?:[\\p{IsHan}\\dA-Za-z-]{0,12}(?:栋|幢|楼|单元|室|座))?",
                    address -> "［地址］"),
            new Rule(
                    "(?<=(?:我叫|名叫|姓名|收件人|收货人|联系人|寄件人|签收人)[:： 是为]{0,2})" + SURNAME + GIVEN + "(?:" + GIVEN + "??(?="
                            + AFTER + ")|" + GIVEN + ")?",
                    Masking::name),
            new Rule("(?<=我是|本人|本人是)" + SURNAME + GIVEN + "{1,2}(?=[^\\p{IsHan}]|$)", Masking::name),
            new Rule("(?<![对关由至等终位])" + SURNAME + GIVEN + "{0,2}(?=先生|女士|小姐|太太|阿姨|大姐|大哥|老师傅)", Masking::name));

    private final List<String> names;
    private final List<String> orders;

    private record Rule(Pattern shape, Replacing by) {
        Rule(String shape, Replacing by) {
            this(Pattern.compile(shape), by);
        }
    }

    /** What stands for a find. */
    private interface Replacing {
        String with(String found);
    }

    /**
     * A masking that also knows these names and order numbers; the longest are looked for first. Names of one character are left alone.
     */
    public Masking(Collection<String> names, Collection<String> orders) {
        this.names = known(names);
        this.orders = known(orders);
    }

    private static List<String> known(Collection<String> texts) {
        return texts.stream()
                .map(String::strip)
                .filter(one -> one.length() >= SHORTEST_NAME)
                .distinct()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList();
    }

    /** The text without them; null stays null. */
    public @Nullable String textOrNull(@Nullable String text) {
        return text == null ? null : text(text);
    }

    /** The text without them. */
    public String text(String text) {
        String masked = text;
        for (String order : orders) {
            masked = masked.replace(order, tail(order));
        }
        for (String name : names) {
            masked = masked.replace(name, name(name));
        }
        for (Rule rule : SHAPES) {
            Matcher finds = rule.shape.matcher(masked);
            masked = finds.replaceAll(find -> Matcher.quoteReplacement(rule.by.with(find.group())));
        }
        return masked;
    }

    /** A name: its first character and two stars. */
    public static String name(String name) {
        return name.isEmpty() ? STARS : name.substring(0, name.offsetByCodePoints(0, 1)) + STARS;
    }

    private static String mail(String mail) {
        return mail.charAt(0) + "***" + mail.substring(mail.indexOf('@'));
    }

    private static String labelled(String order) {
        int from = order.length();
        while (from > 0
                && (order.charAt(from - 1) == '-' || Character.digit(order.charAt(from - 1), 36) >= 0)
                && order.charAt(from - 1) < 128) {
            from--;
        }
        return order.substring(0, from) + tail(order.substring(from));
    }

    private static String tail(String number) {
        return "****" + (number.length() > 2 * ORDER_KEPT ? number.substring(number.length() - ORDER_KEPT) : "");
    }
}
