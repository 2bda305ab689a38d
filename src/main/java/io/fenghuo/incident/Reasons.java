package io.fenghuo.incident;

/**
 * The codes of everything this room says, for those who word them (bundle key {@code reason.<code>}; refusals {@code refusal.<code>}).
 * Times are ISO-8601 instants, lengths whole minutes, persons their ids.
 */
public final class Reasons {
    /** A new incident. Args: grade. */
    public static final String OPENED = "opened";
    /** A new 疑似一级. Args: minutes until it is confirmed by itself. */
    public static final String OPENED_SUSPECTED = "opened.suspected";
    /** A new incident whose golden time was over when its post was found. Args: grade, minutes over. */
    public static final String OPENED_MISSED = "opened.missed";
    /** A new customer in an open L3. Args: number of customers. */
    public static final String OPENED_CUSTOMER = "opened.customer";
    /** It came back after closing. Args: grade, number of posts. */
    public static final String REOPENED = "reopened";

    /** Also in the incident's reasons. A crowd. Args: authors, minutes. */
    public static final String CROWD = "crowd";
    /** Also in the incident's reasons. A crowd across products, hosts or threads. Args: authors, minutes, number of products, hosts or threads. */
    public static final String CROWD_WIDE = "crowd.wide";
    /** Only among an incident's reasons: one of its posts speaks of another matter too. Args: category, rule, family. */
    public static final String CONCERN = "concern";
    /** The grade rose. Args: from, to, code of the reason. */
    public static final String RAISED = "raised";
    /** A suspicion was confirmed. Args: {@code hit}, {@code time} or a person's id. */
    public static final String CONFIRMED = "confirmed";
    /** Only among an incident's reasons: a person raised it. Args: person, from, to. */
    public static final String RAISED_BY = "raised.by";
    /** Only among an incident's reasons: a person lowered it. Args: person, from, to. Kinds of reasons before it raise no more. */
    public static final String LOWERED = "lowered";

    /** Also in the incident's reasons: a customer, room or host of this tier. Args: the tier's name. */
    public static final String TIER = "tier";
    /** Only among an incident's reasons: it was split off another. Args: id of the other, person. */
    public static final String SPLIT = "split";
    /** Only among an incident's reasons: a graver hit whose grade gave no reason. */
    public static final String HIT = "hit";

    /** Not taken yet. Args: minutes since the ladder's start, then what else fell due, each {@code clock:minutes left} or {@code clock:missed}. */
    public static final String PAGE = "page";
    /** About to be missed. Args: clock, minutes left, customers concerned (0 = the whole incident). */
    public static final String WARNING = "warning";
    /** Missed. Args: clock, customers concerned (0 = the whole incident), {@code night} when golden ran out at night, else empty. */
    public static final String MISSED = "missed";

    /** More authors. Args: authors, authors at the first card. */
    public static final String GROWTH = "growth.authors";
    /** A new platform. Args: source, authors. */
    public static final String GROWTH_PLATFORM = "growth.platform";
    /** A medium has taken it up. Args: source, authors. */
    public static final String GROWTH_MEDIA = "growth.media";
    /** A regulator has been named or speaks. Args: source, authors. */
    public static final String GROWTH_REGULATOR = "growth.regulator";

    /** Somebody took it. Args: person. */
    public static final String TAKEN = "taken";
    /** Somebody gave it back. Args: person. */
    public static final String RELEASED = "released";
    /** A taking ended without progress. Args: person, minutes without progress. */
    public static final String EXPIRED = "expired";
    /** Handed to the reader. Args: former owner, words. */
    public static final String HANDED_OVER = "handed_over";
    /** The pause is over. Args: what ended it: {@code time} or {@code customer}. */
    public static final String RESUMED = "resumed";
    /** A snooze is over. No args. */
    public static final String AWAKE = "awake";
    /** Answered but not ended. Args: hours since the answer. */
    public static final String REMINDER = "reminder";
    /** It was closed. Args: cause (may be empty), person. */
    public static final String CLOSED = "closed";
    /** It was a false alarm. Args: person. */
    public static final String FALSE_ALARM = "false_alarm";
    /** The reader's incident was taken into this one. Args: id of the former, grade. */
    public static final String MERGED_INTO = "merged_into";

    /** A statement waits for legal. Args: who drafted it, version, minutes until it is due. */
    public static final String STATEMENT_WANTED = "statement.wanted";
    /** Legal approved a statement. Args: person, version. */
    public static final String STATEMENT_APPROVED = "statement.approved";
    /** Legal sent a statement back. Args: person, version, why. */
    public static final String STATEMENT_REJECTED = "statement.rejected";
    /** A statement is in force. Args: person, version. */
    public static final String STATEMENT_PUBLISHED = "statement.published";

    /** A person's messages were turned into a digest. Args: rule ({@code budget} or {@code wakings}), person, limit. */
    public static final String LIMITED = "limited";
    /** A post could not be dealt with by our own fault and was set aside. Args: source/id, kind of the fault. */
    public static final String FAULT_POST = "fault.post";
    /** Somebody proposed a word to watch for: the word, who, in how many of how many posts it would have been found. */
    public static final String WORD_PROPOSED = "word.proposed";
    /** A time stamp for evidence could not be had. Args: the authority's host, how often in a row. */
    public static final String UNSTAMPED = "evidence.unstamped";
    /** A deadline could not be dealt with by our own fault and is tried again. Args: incident, deadline, kind of the fault. */
    public static final String FAULT_DEADLINE = "fault.deadline";
    /** A digest tells what a pause held back. Args: the pause's reason, from, to, notices, incidents. */
    public static final String PAUSED = "paused";
    /** Nobody of a step can be reached, so the next is told now. Args: the addressees. */
    public static final String UNREACHED = "unreached";
    /** Nobody has this role; the administrators are told instead. Args: the addressee. */
    public static final String NOBODY = "nobody";
    /** Nobody at all can be reached; it is on the terminal only. Args: the addressee. */
    public static final String TERMINAL_ONLY = "terminal_only";

    /** The author has many followers. Args: followers, limit. */
    public static final String REACH_FOLLOWERS = "reach.followers";
    /** The post is passed on a lot. Args: shares, limit. */
    public static final String REACH_SHARES = "reach.shares";
    /** The post is liked a lot. Args: likes, limit. */
    public static final String REACH_LIKES = "reach.likes";
    /** The post is seen a lot. Args: views, limit. */
    public static final String REACH_VIEWS = "reach.views";
    /** A medium is named. Args: the word. */
    public static final String MEDIA_NAMED = "media.named";
    /** A regulator or a consumer association is named. Args: the word. */
    public static final String REGULATOR_NAMED = "regulator.named";
    /** A lawyer or a court is named. Args: the word. */
    public static final String LAWYER_NAMED = "lawyer.named";
    /** Only among an incident's reasons: somebody is abused. It raises nothing. */
    public static final String ABUSE = "abuse";

    /** A corrective action is due tomorrow. Args: what, days until it is due, incident. */
    public static final String MEASURE_SOON = "measure.soon";
    /** A corrective action is due today. Args: what, 0, incident. */
    public static final String MEASURE_TODAY = "measure.today";
    /** A corrective action is overdue. Args: what, days over, incident. */
    public static final String MEASURE_OVERDUE = "measure.overdue";
    /** A cause came again and again. Args: days, times, cause, place (may be empty). */
    public static final String REPEATED = "repeated";
    /** False alarms of a rule brought a proposal. Args: rule, how many false alarms. */
    public static final String REFINEMENT = "refinement";

    /** A cause that is on no list. Args: cause, the list. */
    public static final String CAUSE_UNKNOWN = "cause_unknown";
    /** The last post of an incident cannot be moved away; merge it. */
    public static final String LAST_POST = "last_post";
    /** Refusals. Args: seen version, present version. */
    public static final String STALE = "stale";
    /** It has ended. Args: state. */
    public static final String ENDED = "ended";
    /** It was merged. Args: into. */
    public static final String MERGED = "merged";
    /** Somebody else has it. Args: person. */
    public static final String OTHER_OWNER = "other_owner";
    /** Nobody has it. */
    public static final String NOT_TAKEN = "not_taken";
    /** The state does not allow it. Args: action, state. */
    public static final String NOT_NOW = "not_now";
    /** Something is missing. Args: names of the missing fields. */
    public static final String MISSING = "missing";
    /** A field cannot be understood. Args: field, value. */
    public static final String WRONG = "wrong";
    /** The contacts know nobody of that id or name. Args: field, value. */
    public static final String NO_PERSON = "no_person";
    /** The contacts do not know who acts. Args: name. */
    public static final String NO_ACTOR = "no_actor";
    /** The time lies in the future. Args: at. */
    public static final String FUTURE = "future";
    /** The time lies long before the matter was in public. Args: at, exposure. */
    public static final String TOO_EARLY = "too_early";
    /** A rest would last too long. Args: the latest end allowed. */
    public static final String TOO_LONG = "too_long";
    /** Only in refusals: a wait would last too long. Args: the latest end. */
    public static final String WAIT_TOO_LONG = "wait_too_long";
    /** No promise runs here. */
    public static final String NO_PROMISE = "no_promise";
    /** The grade named is not a raise, or not a lowering. Args: present, asked. */
    public static final String NO_CHANGE_OF_GRADE = "grade";
    /** No such customer here. Args: the unknown ones. */
    public static final String UNKNOWN_CUSTOMER = "unknown_customer";

    private Reasons() {}
}
