package io.auscult.delivery.post;

import java.util.Locale;

/** Why a try failed. The word is a metric label and stands in outcomes. */
enum Reason {
  /** Answered, but neither 2xx nor 410; redirects too, which are not followed. */
  STATUS,
  /** Not answered in time. */
  TIMEOUT,
  /** No connection could be made. */
  CONNECT,
  /** The receiver could not prove who it is. */
  TLS,
  /** The connection broke before an answer. */
  BROKEN,
  /** The URL or all its addresses are none that results may go to. */
  FORBIDDEN_ADDRESS,
  /** The host has no address now. */
  UNKNOWN_HOST,
  /** The application is not in the settings, so nothing can sign. */
  UNKNOWN_APPLICATION,
  /** A dialect of a newer Auscult. */
  UNKNOWN_DIALECT,
  /** Ours: the log says what. */
  INTERNAL;

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
