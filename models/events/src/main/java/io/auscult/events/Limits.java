package io.auscult.events;

/**
 * The clocks of one session in milliseconds. 0 switches a clock off.
 *
 * @param silenceWarningMs a warning after so much audio without speech, or so long without audio
 * @param durationMs countdown from 60 s before this, then an implicit stop (Scribe)
 * @param maxSessionMs the session ends as if stopped, without a countdown
 * @param idleMs nothing arrived from the client at all: the session ends as if stopped
 * @param pauseMs how long a pause may suspend the idle clock
 * @param resumeMs how long a session whose connection broke waits for its client
 */
public record Limits(
    long silenceWarningMs,
    long durationMs,
    long maxSessionMs,
    long idleMs,
    long pauseMs,
    long resumeMs) {}
