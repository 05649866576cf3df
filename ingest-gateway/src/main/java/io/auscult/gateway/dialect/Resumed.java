package io.auscult.gateway.dialect;

import io.auscult.events.SessionView;

/**
 * A session whose client came back.
 *
 * @param setup as the session was opened with
 * @param paused whether the client had paused
 * @param ended whether its audio has ended: only results are to come
 */
public record Resumed(SessionView.Setup setup, boolean paused, boolean ended) {}
