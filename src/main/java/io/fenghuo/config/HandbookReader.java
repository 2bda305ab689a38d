package io.fenghuo.config;

import io.fenghuo.incident.Policy;
import io.fenghuo.match.Rule;
import io.fenghuo.match.Watchlist;
import io.fenghuo.playbook.Handbook;
import io.fenghuo.playbook.Mediator;
import io.fenghuo.playbook.Playbook;
import io.fenghuo.playbook.Replies;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Reads all that says what to say and do; each of its files may be absent. */
final class HandbookReader {
    /** Categories that need no rule of their own: the shipped lists' and those people file by hand. */
    private static final List<String> USUAL = List.of(
            "人身安全", "食品安全", "自伤", "威胁", "辱骂", "欺诈", "假货", "投诉", "退款", "物流", "错发漏发", "质量", "服务", "价格", "口碑", "支付",
            "账号安全", "话术", "宣传", "直播违规", "直播事故", "维权直播", "谣言", "系统故障", "法律", "监管", "媒体", "涉黄", "涉毒", "涉赌", "涉嫌违法",
            "群体投诉");

    private final Set<String> categories = new TreeSet<>(USUAL);
    private final Names names;
    private final List<Watchlist> watchlists;
    private final LocalDate today;
    private final Problems problems;

    HandbookReader(Names names, List<Watchlist> watchlists, Policy policy, LocalDate today, Problems problems) {
        this.names = names;
        this.watchlists = watchlists;
        this.today = today;
        this.problems = problems;
        categories.addAll(policy.categories().keySet());
        for (Watchlist list : watchlists) {
            for (Rule rule : list.rules()) {
                categories.add(rule.category());
            }
        }
    }

    /** Warns of rules that name a playbook there is not, where they name it. */
    void named(Handbook handbook, List<WatchlistFile> files) {
        Set<String> ids = new TreeSet<>();
        handbook.playbooks().forEach(one -> ids.add(one.id()));
        for (Watchlist list : watchlists) {
            for (Rule rule : list.rules()) {
                String id = rule.effects().playbook();
                if (id != null && !ids.contains(id)) {
                    files.stream()
                            .filter(file -> file.id().equals(list.id()) && !file.plain() && !file.table())
                            .forEach(file -> problems.warning(
                                    RulePlaces.key(file, rule.id(), "playbook"), "playbook-unknown", rule.id(), id));
                }
            }
        }
    }

    Handbook read(YamlMap replies, YamlMap mediators, List<PlaybookFile> files) {
        Replies said = RepliesReader.read(replies);
        List<Mediator> third = new MediatorsReader(categories).read(mediators);
        List<Playbook> playbooks = new PlaybookReader(names, categories, today, problems)
                .read(files, said.fields().keySet());
        return new Handbook(playbooks, said, third, MediatorsReader.disputed(mediators));
    }
}
