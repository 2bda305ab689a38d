package io.fenghuo.model;

/**
 * Whom a notice is for, before anybody looks at the rota. Written {@code role:duty}, {@code rota:main}, {@code person:zhang},
 * {@code channel:night-group} or {@code groups}.
 *
 * @param id the role, rota, person or channel; empty for {@link Kind#GROUPS}
 */
public record Target(Kind kind, String id) {

    /** Every channel that says it hears this grade. */
    public static final Target GROUPS = new Target(Kind.GROUPS, "");

    /** The sorts of addressee. */
    public enum Kind {
        ROLE,
        ROTA,
        PERSON,
        CHANNEL,
        GROUPS
    }

    public static Target role(String role) {
        return new Target(Kind.ROLE, role);
    }

    public static Target person(String id) {
        return new Target(Kind.PERSON, id);
    }

    public static Target channel(String id) {
        return new Target(Kind.CHANNEL, id);
    }

    @Override
    public String toString() {
        return kind == Kind.GROUPS ? "groups" : kind.name().toLowerCase(java.util.Locale.ROOT) + ":" + id;
    }
}
