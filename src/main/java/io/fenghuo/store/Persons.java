package io.fenghuo.store;

import java.time.Instant;

/** The people who wrote, and how one of them is forgotten. */
public interface Persons {

    /**
     * Erases what an author wrote under one source, and what quotes or names them: posts and their former texts, the bytes these were read from,
     * hits, the bytes of messages about their incidents, journal lines, incident titles and customers, the personal fields of timelines, and sealed records. A
     * pseudonym takes the author's place, so that counts stay; the posts' rows stay empty, so that a source that still shows them does not
     * bring them back; a line {@code personal.erased} in the timeline of each incident says what went and who did it, and its chain still
     * holds. Again erases what came since.
     *
     * @param author the author's id, or the shown name where the source gives no ids
     * @param actor who asked for it
     */
    Erased erase(String source, String author, String actor, Instant at);

    /**
     * How much was erased.
     *
     * @param posts posts emptied
     * @param raw stored responses emptied; they may have held others' posts too
     * @param incidents incidents that held any of the posts
     * @param messages sent or waiting messages whose bytes went; waiting ones are written anew
     * @param lines lines of the journal rewritten
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
