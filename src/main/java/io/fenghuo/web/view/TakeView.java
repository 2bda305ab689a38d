package io.fenghuo.web.view;

import java.util.List;

/**
 * The page behind a signed link.
 *
 * @param name whom the link was issued to
 * @param mayTake whether there is still something to take
 * @param verdict how it stands when there is not
 * @param next what is expected next; empty = nothing
 * @param people whom the reader may be, when the link was sent to a group; empty for a personal link
 * @param message why the last press did nothing; empty = none
 * @param promises what we promised and still owe, which the reader may confirm, keep or take back
 */
public record TakeView(
        Row row,
        String name,
        boolean mayTake,
        String verdict,
        String next,
        List<Shell.Choice> people,
        Form form,
        String message,
        List<PromiseView> promises) {
    public TakeView {
        people = List.copyOf(people);
        promises = List.copyOf(promises);
    }

    /**
     * What the form carries.
     *
     * @param press what a trusted press puts into it
     * @param code the digits to be typed where no press could be seen
     * @param asked the person whose press must be confirmed by typing them; empty = one press is enough
     * @param promise what was pressed about a promise and is to be confirmed, such as {@code confirm KEY}; empty = taking
     */
    public record Form(String token, String nonce, String press, String code, String asked, String promise) {
        /** Of a page without one. */
        public static final Form NONE = new Form("", "", "", "", "", "");
    }

    /** The page with this form and message. */
    public TakeView on(Form filled, String said) {
        return new TakeView(row, name, mayTake, verdict, next, people, filled, said, promises);
    }

    /** Whether the reader is asked to type the digits. */
    public boolean asks() {
        return !form.asked().isEmpty();
    }
}
