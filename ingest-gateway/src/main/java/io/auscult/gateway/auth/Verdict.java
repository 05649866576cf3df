package io.auscult.gateway.auth;

/** What came of looking at a token. */
public sealed interface Verdict {
  /** The token is genuine and in force. */
  record Accepted(Identity identity) implements Verdict {}

  /** The token is not accepted; everybody is told the same but for the code. */
  record Rejected(Reason reason) implements Verdict {}
}
