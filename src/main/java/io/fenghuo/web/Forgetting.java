package io.fenghuo.web;

import io.vertx.core.Future;

/** How a person is forgotten. Threadsafe; does not block. */
public interface Forgetting {
    /**
     * Forgets a person: what they wrote under a source and what names them; completes after the commit.
     *
     * @param author the author's id, or the shown name where the source gives no ids
     */
    Future<Erased> forget(String source, String author, Console.Actor actor);

    /**
     * How much of a person was erased.
     *
     * @param raw stored responses emptied
     * @param messages whose bytes went
     * @param lines of the journal rewritten
     * @param fields personal fields of timelines
     * @param evidence sealed records emptied
     */
    record Erased(int posts, int raw, int incidents, int messages, int lines, int fields, int evidence) {
        /** Without evidence. */
        public Erased(int posts, int raw, int incidents, int messages, int lines, int fields) {
            this(posts, raw, incidents, messages, lines, fields, 0);
        }
    }
}
