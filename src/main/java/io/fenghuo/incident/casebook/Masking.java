package io.fenghuo.incident.casebook;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Takes from a text what tells who a customer is: 王小明 becomes 王**, a phone keeps its first three and last four digits, an order and a bank
 * card their last four, an identity card its first three and last two, a number plate its first two; addresses, mail and chat accounts go. It
 * knows the shapes of mainland China, the names it is given, names with a title behind them (王女士), and names that are said to be one
 * (我叫张三, 收件人 李四); any other name stays. Immutable, threadsafe.
 */
public final class Masking {
    private static final int ORDER_KEPT = 4;
    private static final int SHORTEST_NAME = 2;
    private static final int SHORTEST_SHAPE = 4;
    private static final int LONGEST_SHAPE = 40;
    private static final String STARS = "**";

    /** The hundred commonest family names (Ministry of Public Security, 2019 report on names). */
    private static final String FAMILY =
            "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许邓韩冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟" + "姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向常";

    /** A digit, also a full-width one: who hides a number from machines writes it so. */
    private static final String D = "[0-9０-９]";

    private static final String NOT_BEHIND_DIGIT = "(?<![0-9０-９])";
    private static final String NO_DIGIT_NEXT = "(?![0-9０-９])";
    private static final Widening AS_FOUND = (text, start, floor) -> start;
    private static final String REGIONS = "省市区县镇乡";
    private static final String PROVINCES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼";

    /** A family name, of one or two characters; what begins like one and is a word of every day is none. */
    private static final String SURNAME =
            "(?!马上|许多|高兴|高端|高级|方便|方面|方式|方法|于是|常客|常常|金额|金牌|石头|白色|白送|钱包|钱款|万一|任何|向来|向你|孔雀|雷同|龙头|毛病|江湖|田园|贺卡|史上|严重|武汉|杭州|郑州|徐州|常州|苏州"
                    + "|温州|黄色|黄牛|程序|何时|何况|余额|余下|谢谢|段时|路上|叶子|陆续|成都|安装)(?:欧阳|上官|司马|诸葛|夏侯|皇甫|慕容|令狐|司徒|[" + FAMILY + "])";

    /** A character of a given name: none of those that join words. */
    private static final String GIVEN = "[\\p{IsHan}&&[^给让的了是在有和跟对向说我你他她您这那位个人把被帮请问找叫不没也都很就要会能可以去来到里先女太阿]]";

    /** What follows a name in a sentence. */
    private static final String AFTER = "[^\\p{IsHan}]|$|[的是在说买要来去住找给和与跟了就收电手地联不没也]";

    private static final List<Rule> SHAPES = List.of(
            new Rule("(?<![0-9A-Za-z])[\\w.+-]{1,64}[@＠][\\w-]{1,63}(?:[.．][\\w-]{2,24}){1,3}", Masking::mail),
            // GB 11643: area, birthday, sequence, check character; parted by blanks or not
            new Rule(
                    NOT_BEHIND_DIGIT + "[1-9１-９]" + D + "{5}[ -]?(?:1[89]|20|１[８９]|２０)" + D + "{2}[01０１]" + D
                            + "[0-3０-３]" + D + "[ -]?" + D + "{3}[0-9０-９XxＸｘ](?![0-9０-９])",
                    id -> id.substring(0, 3) + "***" + id.substring(id.length() - 2)),
            new Rule(
                    NOT_BEHIND_DIGIT + "(?:[+＋]?(?:86|８６)[- ]?)?[1１][ .·-]?[3-9３-９](?:[ .·-]?" + D + "){9}"
                            + NO_DIGIT_NEXT,
                    Masking::phone),
            new Rule("[一幺][三四五六七八九](?:[、 ]?[零〇一二三四五六七八九幺]){9}", said -> "［电话］"),
            new Rule(
                    NOT_BEHIND_DIGIT + "0" + D + "{2,3}-" + D + "{7,8}" + NO_DIGIT_NEXT,
                    phone -> phone.substring(0, phone.indexOf('-')) + "-****"),
            new Rule(NOT_BEHIND_DIGIT + D + "(?:[ -]?" + D + "){12,18}" + NO_DIGIT_NEXT, Masking::card),
            new Rule("(?i)(?:订单|单号|运单|order)[^\\sA-Za-z0-9]{0,4}\\s?[A-Za-z0-9][A-Za-z0-9-]{5,31}", Masking::labelled),
            new Rule("(?<![0-9０-９A-Za-z*])" + D + "{10,24}(?![0-9０-９*])", Masking::tail),
            new Rule("(?<![A-Za-z])wxid_[A-Za-z0-9_-]{4,30}", account -> "****"),
            new Rule(
                    "(?i)(?:微信|威信|薇信|V信|wechat|vx|wx|QQ|扣扣)号?(?:是|[:： ]){0,2}[A-Za-z0-9][\\w-]{4,19}",
                    account -> account.replaceFirst("[A-Za-z0-9][\\w-]{4,19}$", "****")),
            new Rule(
                    "[" + PROVINCES
                            + "][A-HJ-NP-Z][·. ]?(?=[A-HJ-NP-Z]{0,5}[0-9])[A-HJ-NP-Z0-9]{4,5}[A-HJ-NP-Z0-9挂学警港澳]",
                    plate -> plate.substring(0, 2) + "****"),
            new Rule(
                    Pattern.compile("(?:路|街|大道|巷|弄|村|小区|花园)[0-9０-９]{1,5}(?:号|弄|栋|幢|座)"
                            + "(?:[\\p{IsHan}0-9０-９A-Za-z-]{0,12}(?:栋|幢|楼|单元|室|座))?"),
                    address -> "［地址］",
                    Masking::beginning),
            new Rule(
                    "(?<=(?:我叫|名叫|姓名|收件人|收货人|联系人|寄件人|签收人)[:： 是为]{0,2})" + SURNAME + GIVEN + "(?:" + GIVEN + "??(?="
                            + AFTER + ")|" + GIVEN + ")?",
                    Masking::name),
            new Rule("(?<=我是|本人|本人是)" + SURNAME + GIVEN + "{1,2}(?=[^\\p{IsHan}]|$)", Masking::name),
            new Rule("(?<![对关由至等终位])" + SURNAME + GIVEN + "{0,2}(?=先生|女士|小姐|太太|阿姨|大姐|大哥|老师傅)", Masking::name));

    private final List<String> names;
    private final List<String> orders;
    private final List<Pattern> patterns;

    private record Rule(Pattern shape, Replacing by, Widening from) {
        Rule(String shape, Replacing by) {
            this(Pattern.compile(shape), by, AS_FOUND);
        }
    }

    /** Where what was found at {@code start} really begins, never before {@code floor}. */
    private interface Widening {
        int from(String text, int start, int floor);
    }

    /** What stands for a find. */
    private interface Replacing {
        String with(String found);
    }

    /**
     * A masking that also knows these names and order numbers; the longest are looked for first. Names of one character are left alone.
     */
    public Masking(Collection<String> names, Collection<String> orders) {
        this(names, orders, List.of());
    }

    /** The same, which also leaves only the last characters of whatever has one of the house's own shapes, such as those of its order numbers. */
    public Masking(Collection<String> names, Collection<String> orders, Collection<Pattern> shapes) {
        this.names = known(names);
        this.orders = known(orders);
        this.patterns = List.copyOf(shapes);
    }

    /** Whether it can be a shape for {@link #shape}: 4 to 40 characters, of which one stands for others. */
    public static boolean isShape(String shape) {
        return shape.length() >= SHORTEST_SHAPE
                && shape.length() <= LONGEST_SHAPE
                && (shape.indexOf('#') >= 0 || shape.indexOf('*') >= 0);
    }

    /** The house's own shape, such as {@code YD########}: {@code #} stands for a digit, {@code *} for a digit or Latin letter. */
    public static Pattern shape(String shape) {
        StringBuilder out = new StringBuilder("(?<![0-9A-Za-z])");
        shape.codePoints()
                .forEach(c -> out.append(
                        c == '#' ? "[0-9]" : c == '*' ? "[0-9A-Za-z]" : Pattern.quote(Character.toString(c))));
        return Pattern.compile(out.append("(?![0-9A-Za-z])").toString());
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
        return masked(text).text();
    }

    /** The text without them, and what became of its places. */
    public Masked masked(String text) {
        Editing editing = new Editing(text);
        for (String order : orders) {
            editing.replace(new Rule(Pattern.quote(order), Masking::tail));
        }
        for (String name : names) {
            editing.replace(new Rule(Pattern.quote(name), Masking::name));
        }
        for (Pattern pattern : patterns) {
            editing.replace(new Rule(pattern, Masking::tail, AS_FOUND));
        }
        for (Rule rule : SHAPES) {
            editing.replace(rule);
        }
        return new Masked(editing.text, editing.origins);
    }

    /** A text from which something was taken. */
    public static final class Masked {
        private final String text;
        private final int[] origins;

        private Masked(String text, int[] origins) {
            this.text = text;
            this.origins = origins;
        }

        public String text() {
            return text;
        }

        /** Where the character that stood at {@code at} of the original, or the first kept one behind it, stands now. */
        public int place(int at) {
            int found = Arrays.binarySearch(origins, at);
            int first = found < 0 ? -found - 1 : found;
            while (first > 0 && origins[first - 1] == at) {
                first--;
            }
            return first;
        }
    }

    /** A text under work: {@code origins} says of each character where it, or what it stands for, began in the original. */
    private static final class Editing {
        private String text;
        private int[] origins;

        Editing(String text) {
            this.text = text;
            this.origins = IntStream.range(0, text.length()).toArray();
        }

        void replace(Rule rule) {
            Matcher finds = rule.shape.matcher(text);
            if (!finds.find()) {
                return;
            }
            StringBuilder out = new StringBuilder(text.length());
            int[] from = new int[text.length() + 16];
            int at = 0;
            do {
                int start = rule.from.from(text, finds.start(), at);
                from = copy(from, out, at, start);
                String found = text.substring(start, finds.end());
                String instead = rule.by.with(found);
                from = room(from, out.length() + instead.length());
                boolean same = instead.equals(found);
                for (int i = 0; i < instead.length(); i++) {
                    from[out.length() + i] = origins[start + (same ? i : 0)];
                }
                out.append(instead);
                at = finds.end();
            } while (finds.find());
            from = copy(from, out, at, text.length());
            text = out.toString();
            origins = Arrays.copyOf(from, text.length());
        }

        private int[] copy(int[] from, StringBuilder out, int start, int end) {
            int[] into = room(from, out.length() + end - start);
            System.arraycopy(origins, start, into, out.length(), end - start);
            out.append(text, start, end);
            return into;
        }

        private static int[] room(int[] from, int needed) {
            return needed <= from.length ? from : Arrays.copyOf(from, Math.max(needed, from.length * 2));
        }
    }

    /** A name: its first character and two stars. */
    public static String name(String name) {
        return name.isEmpty() ? STARS : name.substring(0, name.offsetByCodePoints(0, 1)) + STARS;
    }

    /** An address begins with its regions, at most four, or else with the name of its street; each name has at most eight characters. */
    private static int beginning(String text, int start, int floor) {
        int at = name(text, start, floor);
        for (int regions = 0; regions < 4 && at > floor && REGIONS.indexOf(text.charAt(at - 1)) >= 0; regions++) {
            at = name(text, at - 1, floor);
        }
        return at;
    }

    private static int name(String text, int end, int floor) {
        int at = end;
        while (at > floor
                && end - at < 8
                && REGIONS.indexOf(text.charAt(at - 1)) < 0
                && Character.UnicodeScript.of(text.charAt(at - 1)) == Character.UnicodeScript.HAN) {
            at--;
        }
        return at;
    }

    private static String mail(String mail) {
        return mail.charAt(0) + "***" + mail.substring(Math.max(mail.indexOf('@'), mail.indexOf('＠')));
    }

    private static String phone(String found) {
        String digits = digits(found);
        String phone = digits.length() > 11 ? digits.substring(digits.length() - 11) : digits;
        return phone.substring(0, 3) + "****" + phone.substring(7);
    }

    /** A number of a bank card keeps its last four digits; a number that fails the check of Luhn (ISO/IEC 7812-1) is none and stays. */
    private static String card(String found) {
        String digits = digits(found);
        int sum = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = digits.charAt(digits.length() - 1 - i) - '0';
            int doubled = digit * 2;
            sum += i % 2 == 0 ? digit : doubled > 9 ? doubled - 9 : doubled;
        }
        return sum % 10 == 0 ? tail(digits) : found;
    }

    /** The digits alone, full-width ones as plain ones. */
    private static String digits(String found) {
        StringBuilder digits = new StringBuilder();
        found.codePoints().map(c -> Character.digit(c, 10)).filter(d -> d >= 0).forEach(digits::append);
        return digits.toString();
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
