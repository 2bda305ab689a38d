package io.fenghuo.web;

/**
 * What stands behind the pages beside the board.
 *
 * @param trying what the page 试词 asks
 * @param drills rehearsals
 * @param evidencing who hands out evidence
 * @param helpers words and helpers at hand
 * @param rota shifts, hand-over notes and swaps
 * @param previews how messages look
 * @param callbacks where messengers call
 * @param pauses alerts held back for a while
 * @param hooks where platforms deliver
 * @param imports exports that people bring in
 * @param revoking what makes a link worthless
 */
public record Rooms(
        Trying trying,
        Drills drills,
        Evidencing evidencing,
        Helpers helpers,
        RotaDesk rota,
        Previewing previews,
        Callbacks callbacks,
        PauseDesk pauses,
        Hooks hooks,
        Imports imports,
        Revoking revoking) {}
