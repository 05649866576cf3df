package io.auscult.gateway.dialect.invox;

/** Where an Invox connection is. */
sealed interface InvoxPhase {
  /** Messages are taken. */
  record Listening(Heard heard) implements InvoxPhase {}

  /** Nothing is said any more. */
  record Ended() implements InvoxPhase {}
}
