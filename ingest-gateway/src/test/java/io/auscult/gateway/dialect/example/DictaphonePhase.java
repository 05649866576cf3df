package io.auscult.gateway.dialect.example;

/** Where a Dictaphone connection is. */
sealed interface DictaphonePhase {
  /** Audio is taken. */
  record Recording() implements DictaphonePhase {}

  /** The client is done; the last lines are on their way. */
  record Finishing() implements DictaphonePhase {}

  /** Nothing is said any more. */
  record Over() implements DictaphonePhase {}
}
